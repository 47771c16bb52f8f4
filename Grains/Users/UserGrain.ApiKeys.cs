using System.Collections.Immutable;
using Actors.ApiKeys;
using Actors.Audit;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private const int MaxApiKeys = 100;

    public async Task<CreateApiKeyResult> CreateKeyAsync(
        string name, ImmutableArray<string> scopes, DateTimeOffset? expiresAt, RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        var present = await MakeRoomForKeyAsync(user.State.ApiKeyIds);

        if (present.Length >= MaxApiKeys)
        {
            return new CreateApiKeyResult(CreateApiKeyOutcome.TooMany);
        }

        if (!user.State.Exists || scopes.Any(s => !Scopes.IsAllowed(s, user.State.Roles)))
        {
            return new CreateApiKeyResult(CreateApiKeyOutcome.ScopeNotAllowed);
        }

        var text = ApiKeyText.New(clock.GetUtcNow());
        var key = GrainFactory.GetApiKey(text.KeyId);

        // Nobody is told of a key for which no silo is to be had.
        await key.DescribeAsync();

        // The account knows the key before there is one: a crash in between leaves an id that names nothing, and no key that nobody could end.
        await SaveAndTellAsync(
            user.State with { ApiKeyIds = present.Add(text.KeyId) },
            origin,
            new AuditEntry("apikey.create", Detail: AuditDetail.Of(("key", text.KeyId), ("name", name), ("scopes", string.Join(' ', scopes)))),
            new OwnerNotice(NotificationKind.ApiKeyCreated, "An API key was made", $"An API key named '{name}' was made for your account."));

        var told = Standing;
        await key.CreateAsync(new NewApiKey
        {
            OwnerId = Id,
            Name = name,
            Scopes = scopes,
            Hash = text.Hash,
            Standing = told,
            ExpiresAt = expiresAt,
        });

        await RequireUnchangedAsync(told, now => now.ApiKeyIds.Contains(text.KeyId), key.RevokeAsync);
        return new CreateApiKeyResult(CreateApiKeyOutcome.Created, text.Text, await key.DescribeAsync());
    }

    public async Task<ImmutableArray<ApiKeyDescription>> ListKeysAsync()
    {
        var described = await Task.WhenAll(Durable.ApiKeyIds.Select(id => GrainFactory.GetApiKey(id).DescribeAsync()));
        return [.. described.OfType<ApiKeyDescription>().OrderByDescending(k => k.CreatedAt)];
    }

    /// <summary>Where there is no room, the ids leave the list that name nothing: those of keys whose making a crash broke off.</summary>
    private async Task<ImmutableArray<string>> MakeRoomForKeyAsync(ImmutableArray<string> ids)
    {
        if (ids.Length < MaxApiKeys)
        {
            return ids;
        }

        var described = await Task.WhenAll(ids.Select(id => GrainFactory.GetApiKey(id).DescribeAsync()));
        return [.. ids.Where((_, index) => described[index] is not null)];
    }

    public async Task<bool> RevokeKeyAsync(string keyId, RequestOrigin origin)
    {
        // What an earlier change left owing is in no list any more, and ends first.
        var wasToEnd = user.State.EndingKeyIds.Contains(keyId);
        await FinishTellingSessionsAsync();

        if (!user.State.ApiKeyIds.Contains(keyId))
        {
            return wasToEnd;
        }

        // With its entry in the log, before it ends: a crash in between leaves no end that nobody is told of, and is made good.
        await SaveAsync(
            user.State with
            {
                ApiKeyIds = user.State.ApiKeyIds.Remove(keyId),
                EndingKeyIds = user.State.EndingKeyIds.Add(keyId),
                SessionsBehind = true,
            },
            origin,
            new AuditEntry("apikey.revoke", Detail: AuditDetail.Of(("key", keyId))));
        await TellSessionsAsync(origin);
        return true;
    }

    private IEnumerable<Task> RevokeKeys(ImmutableArray<string> ids) => ids.Select(id => GrainFactory.GetApiKey(id).RevokeAsync());
}
