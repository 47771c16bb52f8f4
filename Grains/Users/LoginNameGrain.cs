using Actors.Silos;
using Actors.Storage;

namespace Actors.Users;

[GrainType("login-name")]
internal sealed class LoginNameGrain(
    [PersistentState("login-name", StorageNames.Default)] IPersistentState<LoginNameState> name,
    TimeProvider clock) : InspectedGrain, ILoginNameGrain
{
    public async Task<string?> FindAsync()
    {
        // A claim counts while its account owns the address, and one that a broken-off change left behind finds nobody. Of an address that nobody
        // claims the account is asked by which it is counted, so that the time of the answer does not say who has one.
        var email = this.GetPrimaryKeyString();
        var owner = name.State.UserId ?? GrainKeys.MadeUpUserId(email);
        return await GrainFactory.GetUser(owner).OwnsEmailAsync(email) ? owner : null;
    }

    public async Task<RegisterResult> RegisterAsync(Registration registration, RequestOrigin origin)
    {
        if (await IsOwnedAfterAllAsync())
        {
            return registration.HideExisting ? await RegisterAgainAsync(registration, origin) : RegisterResult.EmailTaken;
        }

        // The claim is durable before the account is made: after a crash between the two the account that the claim
        // names says that it does not exist, and the next registration begins anew.
        var userId = registration.UserId ?? Ids.New(Ids.User, clock.GetUtcNow());
        await name.SaveAsync(new LoginNameState { UserId = userId });

        var created = await CreateAsync(userId, registration, origin);

        // Under an id that was decided before, the account may have been made by an earlier call.
        if (created.Outcome != RegisterOutcome.Registered && !await IsOwnedAsync())
        {
            await name.ClearStateAsync();
        }

        return created;
    }

    public async Task<EmailOutcome> MoveToAsync(string userId, string token, RequestOrigin origin)
    {
        if (name.State.UserId != userId && await IsOwnedAfterAllAsync())
        {
            return EmailOutcome.EmailTaken;
        }

        await name.SaveAsync(new LoginNameState { UserId = userId });
        var accepted = await GrainFactory.GetUser(userId).AcceptEmailAsync(this.GetPrimaryKeyString(), token, origin);

        if (accepted != EmailOutcome.Done && !await IsOwnedAsync())
        {
            await name.ClearStateAsync();
        }

        return accepted;
    }

    public async Task ReleaseAsync()
    {
        if (name.RecordExists && !await IsOwnedAfterAllAsync())
        {
            await name.ClearStateAsync();
        }
    }

    private async Task<RegisterResult> CreateAsync(string userId, Registration registration, RequestOrigin origin)
    {
        try
        {
            return await GrainFactory.GetUser(userId).CreateAsync(registration, origin);
        }
        catch (HashingBusyException)
        {
            // Nothing was made, and who was turned away may not come again: the address does not stay.
            await name.ClearStateAsync();
            throw;
        }
    }

    /// <summary>Costs what a registration does, the write of the claim as well, so that the time of the answer does not say who has an account.</summary>
    private async Task<RegisterResult> RegisterAgainAsync(Registration registration, RequestOrigin origin)
    {
        await name.SaveAsync(name.State);
        var result = await GrainFactory.GetUser(name.State.UserId!).RegisterAgainAsync(registration, origin);

        if (result.Outcome == RegisterOutcome.WeakPassword)
        {
            // The claim of a free address goes again.
            await name.SaveAsync(name.State);
        }

        return result;
    }

    private async Task<bool> IsOwnedAsync() =>
        name.State.UserId is { } owner && await GrainFactory.GetUser(owner).OwnsEmailAsync(this.GetPrimaryKeyString());

    /// <summary>
    /// The same, before the claim goes or names another. An account that does not own the address may be about to, by a call that went on
    /// when its caller had given it up: it is asked again when what it does now has ended.
    /// </summary>
    private async Task<bool> IsOwnedAfterAllAsync()
    {
        if (name.State.UserId is not { } owner)
        {
            return false;
        }

        if (await IsOwnedAsync())
        {
            return true;
        }

        await GrainFactory.GetGrain<IInspectedGrain>(GrainFactory.GetUser(owner).GetGrainId()).TakeTurnAsync();
        return await IsOwnedAsync();
    }
}

[GenerateSerializer, Immutable, Alias("users.LoginNameState")]
internal sealed record LoginNameState
{
    [Id(0)] public string? UserId { get; init; }
}
