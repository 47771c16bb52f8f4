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
        if (user.State.ApiKeyIds.Length >= MaxApiKeys)
        {
            return new CreateApiKeyResult(CreateApiKeyOutcome.TooMany);
        }

        if (!user.State.Exists || scopes.Any(s => !Scopes.IsAllowed(s, user.State.Roles)))
        {
            return new CreateApiKeyResult(CreateApiKeyOutcome.ScopeNotAllowed);
        }

        var text = ApiKeyText.New(clock.GetUtcNow());

        // The account knows the key before there is one: a crash in between leaves an id that names nothing, and no key that nobody could end.
        await SaveAndTellAsync(
            user.State with { ApiKeyIds = user.State.ApiKeyIds.Add(text.KeyId) },
            origin,
            new AuditEntry("apikey.create", Detail: AuditDetail.Of(("key", text.KeyId), ("name", name), ("scopes", string.Join(' ', scopes)))),
            new OwnerNotice(NotificationKind.ApiKeyCreated, "An API key was made", $"An API key named '{name}' was made for your account."));

        var key = GrainFactory.GetApiKey(text.KeyId);
        await key.CreateAsync(new NewApiKey
        {
            OwnerId = Id,
            Name = name,
            Scopes = scopes,
            Hash = text.Hash,
            Standing = Standing,
            ExpiresAt = expiresAt,
        });

        return new CreateApiKeyResult(CreateApiKeyOutcome.Created, text.Text, await key.DescribeAsync());
    }

    public async Task<ImmutableArray<ApiKeyDescription>> ListKeysAsync()
    {
        var described = await Task.WhenAll(user.State.ApiKeyIds.Select(id => GrainFactory.GetApiKey(id).DescribeAsync()));
        return [.. described.OfType<ApiKeyDescription>().OrderByDescending(k => k.CreatedAt)];
    }

    public async Task<bool> RevokeKeyAsync(string keyId, RequestOrigin origin)
    {
        if (!user.State.ApiKeyIds.Contains(keyId))
        {
            return false;
        }

        await GrainFactory.GetApiKey(keyId).RevokeAsync();
        await SaveAsync(
            user.State with { ApiKeyIds = user.State.ApiKeyIds.Remove(keyId) },
            origin,
            new AuditEntry("apikey.revoke", Detail: AuditDetail.Of(("key", keyId))));
        return true;
    }
}
