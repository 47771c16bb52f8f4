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
        // The claim is durable before the account is made: after a crash between the two the account that the claim
        // names says that it does not exist, and the next registration begins anew.
        var userId = registration.UserId ?? Ids.New(Ids.User, clock.GetUtcNow());

        if (await IsOwnedAfterAllAsync() || !await TryClaimAsync(userId))
        {
            return await RefuseAsync(registration, origin);
        }

        var created = await CreateAsync(userId, registration, origin);

        if (created.Outcome == RegisterOutcome.Registered && !await IsClaimedByAsync(userId))
        {
            await WithdrawAsync(userId, origin);
            return await RefuseAsync(registration, origin);
        }

        // Under an id that was decided before, the account may have been made by an earlier call.
        if (created.Outcome != RegisterOutcome.Registered && !await IsOwnedAsync())
        {
            await name.ClearStateAsync();
        }

        return created;
    }

    public async Task<EmailOutcome> MoveToAsync(string userId, string token, RequestOrigin origin)
    {
        if ((name.State.UserId != userId && await IsOwnedAfterAllAsync()) || !await TryClaimAsync(userId))
        {
            return EmailOutcome.EmailTaken;
        }

        var accepted = await GrainFactory.GetUser(userId).AcceptEmailAsync(this.GetPrimaryKeyString(), token, origin);

        if (accepted != EmailOutcome.Done && !await IsOwnedAsync())
        {
            await name.ClearStateAsync();
        }

        return accepted;
    }

    public async Task ReleaseAsync()
    {
        if (name.State.UserId is not { } owner || await IsOwnedAsync())
        {
            return;
        }

        // As IsOwnedAfterAllAsync, with calls that a silo of the version before answers: addresses are released while silos are replaced. An account that
        // another silo makes all the same finds its claim gone, and makes it again.
        await GrainFactory.GetGrain<IInspectedGrain>(GrainFactory.GetUser(owner).GetGrainId()).TakeTurnAsync();

        if (!await IsOwnedAsync())
        {
            await name.ClearStateAsync();
        }
    }

    /// <summary>
    /// Claims the address, unless whoever claimed it before owns it after all. On a silo that is thought lost and goes on the account of that claim
    /// may be made at this moment: there the claim is looked at after the account was stored, here the account after the claim was, so one sees the other.
    /// </summary>
    private async Task<bool> TryClaimAsync(string userId)
    {
        var former = name.State;
        await name.SaveAsync(new LoginNameState { UserId = userId });

        if (former.UserId is { } owner && owner != userId && await GrainFactory.GetUser(owner).OwnsEmailAfterAllAsync(this.GetPrimaryKeyString()))
        {
            await name.SaveAsync(former);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the stored claim is still this account's. One that went meanwhile, or is of an account that does not own the address, is made this account's again:
    /// whoever made it asks after this account in its turn, and its next write of the claim meets this one.
    /// </summary>
    private async Task<bool> IsClaimedByAsync(string userId)
    {
        await name.ReadStateAsync();

        if (name.State.UserId != userId && !await IsOwnedAfterAllAsync())
        {
            await name.SaveAsync(new LoginNameState { UserId = userId });
        }

        return name.State.UserId == userId;
    }

    /// <summary>Takes back an account of which nobody has heard.</summary>
    private async Task WithdrawAsync(string userId, RequestOrigin origin)
    {
        var account = GrainFactory.GetUserAdministration(userId);
        await account.ShutAsync(origin);
        await account.EraseAsync(origin);
    }

    private async Task<RegisterResult> RefuseAsync(Registration registration, RequestOrigin origin) =>
        registration.HideExisting ? await RegisterAgainAsync(registration, origin) : RegisterResult.EmailTaken;

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

        return await IsOwnedAsync() || await GrainFactory.GetUser(owner).OwnsEmailAfterAllAsync(this.GetPrimaryKeyString());
    }
}

[GenerateSerializer, Immutable, Alias("users.LoginNameState")]
internal sealed record LoginNameState
{
    [Id(0)] public string? UserId { get; init; }
}
