using Actors.RateLimits;
using Actors.Sessions;
using Actors.Silos;
using Actors.Storage;
using Actors.Users;

namespace Actors.ApiKeys;

[GrainType("apikey")]
internal sealed class ApiKeyGrain(
    [PersistentState("apikey", StorageNames.Default)] IPersistentState<ApiKeyState> key,
    TimeProvider clock) : InspectedGrain, IApiKeyGrain
{
    private static readonly TimeSpan LastUsedDelay = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _lastUsedAt;
    private IGrainTimer? _saveLastUsed;

    // The same answer again and again: made once for each state.
    private (ApiKeyState State, ApiKeyCheck Check)? _valid;

    public async Task<bool> CreateAsync(NewApiKey created)
    {
        if (key.State.OwnerId is not null)
        {
            return key.State.OwnerId == created.OwnerId && Matches(created.Hash);
        }

        await StoreOrLeaveAsync(key.SaveAsync(new ApiKeyState
        {
            OwnerId = created.OwnerId,
            Name = created.Name,
            Scopes = created.Scopes,
            Hash = created.Hash,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = created.ExpiresAt,
            Standing = created.Standing,
        }));

        return true;
    }

    public Task<ApiKeyCheck> CheckAsync(string hash) => Task.FromResult(Check(hash));

    public async Task SetStandingAsync(Standing standing)
    {
        if (key.State.Standing is { } present && present.Epoch < standing.Epoch)
        {
            await StoreOrLeaveAsync(key.SaveAsync(key.State with { Standing = standing }));
        }
    }

    public async Task<bool> RevokeAsync()
    {
        if (key.State.OwnerId is null)
        {
            DeactivateOnIdle();
            return false;
        }

        await StoreOrLeaveAsync(key.ClearStateAsync());
        key.State = new ApiKeyState();
        StopSaving();
        DeactivateOnIdle();

        return true;
    }

    public Task<ApiKeyDescription?> DescribeAsync()
    {
        var state = key.State;

        return Task.FromResult(state.OwnerId is null ? null : new ApiKeyDescription(
            this.GetPrimaryKeyString(), state.Name, state.Scopes, RateLimitTiers.Service, state.CreatedAt, state.ExpiresAt, _lastUsedAt ?? state.LastUsedAt));
    }

    private ApiKeyCheck Check(string hash)
    {
        var state = key.State;

        if (state.OwnerId is null)
        {
            // Strangers make up ids: nothing of them stays.
            DeactivateOnIdle();
            return ApiKeyCheck.Invalid;
        }

        if (!Matches(hash))
        {
            return ApiKeyCheck.Invalid;
        }

        if (state.ExpiresAt <= clock.GetUtcNow())
        {
            return new ApiKeyCheck(ApiKeyOutcome.Expired, state.OwnerId, []);
        }

        if (state.Standing!.Status != UserStatus.Active)
        {
            return new ApiKeyCheck(ApiKeyOutcome.OwnerShut, state.OwnerId, []);
        }

        NoteUsed();

        if (_valid is not { } valid || !ReferenceEquals(valid.State, state))
        {
            var scopes = state.Scopes.RemoveAll(scope => !Scopes.IsAllowed(scope, state.Standing.Roles));
            _valid = valid = (state, new ApiKeyCheck(ApiKeyOutcome.Valid, state.OwnerId, scopes));
        }

        return valid.Check;
    }

    private bool Matches(string hash) => SecretText.AreEqual(hash, key.State.Hash);

    private void NoteUsed()
    {
        _lastUsedAt = clock.GetUtcNow();
        _saveLastUsed ??= this.RegisterGrainTimer(SaveLastUsedAsync, LastUsedDelay, Timeout.InfiniteTimeSpan);
    }

    private async Task SaveLastUsedAsync()
    {
        StopSaving();

        if (key.State.OwnerId is not null)
        {
            await key.SaveAsync(key.State with { LastUsedAt = _lastUsedAt });
        }
    }

    private void StopSaving()
    {
        _saveLastUsed?.Dispose();
        _saveLastUsed = null;
    }
}
