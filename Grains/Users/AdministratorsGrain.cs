using System.Collections.Immutable;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Users;

[GrainType("administrators")]
internal sealed class AdministratorsGrain(
    [PersistentState("administrators", StorageNames.Default)] IPersistentState<AdministratorsState> administrators)
    : InspectedGrain, IAdministratorsGrain
{
    public async Task<RegisterResult?> SeedAsync(Registration registration, RequestOrigin origin)
    {
        if (!administrators.State.UserIds.IsEmpty || !EmailAddress.TryParse(registration.Email, out var email))
        {
            return null;
        }

        var result = await GrainFactory.GetLoginName(email).RegisterAsync(registration with { Administrator = true }, origin);

        if (result.Outcome == RegisterOutcome.Registered)
        {
            await EnterAsync(result.User!.Id);
        }
        else if (result.Outcome == RegisterOutcome.EmailTaken)
        {
            return await TryAdoptAsync(email) ? null : result;
        }

        return result;
    }

    public async Task<AdministrationResult> ChangeAsync(string userId, AccountChange change, RequestOrigin origin)
    {
        var account = GrainFactory.GetUserAdministration(userId);

        if (await account.DescribeAsync() is not { } present)
        {
            return new AdministrationResult(AdministrationOutcome.NotFound);
        }

        var mayAfter = MayAdminister(change.Roles ?? present.Roles, change.Status ?? present.Status);

        if (!mayAfter && !await StrikeOffAsync(userId))
        {
            return new AdministrationResult(AdministrationOutcome.LastAdministrator);
        }

        var changed = await account.ChangeAsync(change, origin);

        if (mayAfter && changed is not null)
        {
            await EnterAsync(userId);
        }

        return changed is null
            ? new AdministrationResult(AdministrationOutcome.NotFound)
            : new AdministrationResult(AdministrationOutcome.Done, changed);
    }

    public async Task<AdministrationResult> DeleteAsync(string userId, RequestOrigin origin)
    {
        if (!await StrikeOffAsync(userId))
        {
            return new AdministrationResult(AdministrationOutcome.LastAdministrator);
        }

        var account = GrainFactory.GetUserAdministration(userId);

        if (await account.ShutAsync(origin) is not { } email)
        {
            return new AdministrationResult(AdministrationOutcome.NotFound);
        }

        // Their rows have the addresses for keys, so they go with the account; before it, since afterwards nobody would know the addresses.
        await GrainFactory.GetLoginName(email).ReleaseAsync();
        await GrainFactory.ReleaseFormerEmailsAsync(userId);
        await account.EraseAsync(origin);
        return new AdministrationResult(AdministrationOutcome.Done);
    }

    private static bool MayAdminister(ImmutableArray<string> roles, UserStatus status) =>
        status == UserStatus.Active && roles.Contains(Roles.Admin);

    /// <summary>A crash came between the first administrator's account and this list: the account is there and only has to be entered.</summary>
    private async Task<bool> TryAdoptAsync(EmailAddress email)
    {
        if (await GrainFactory.GetLoginName(email).FindAsync() is not { } userId
            || await GrainFactory.GetUserAdministration(userId).DescribeAsync() is not { } present
            || !MayAdminister(present.Roles, present.Status))
        {
            return false;
        }

        await EnterAsync(userId);
        return true;
    }

    private Task EnterAsync(string userId) => administrators.State.UserIds.Contains(userId)
        ? Task.CompletedTask
        : SaveAsync(administrators.State.UserIds.Add(userId));

    /// <summary>False when that would leave nobody.</summary>
    private async Task<bool> StrikeOffAsync(string userId)
    {
        var present = administrators.State.UserIds;

        if (!present.Contains(userId))
        {
            return true;
        }

        if (present.Length == 1)
        {
            return false;
        }

        await SaveAsync(present.Remove(userId));
        return true;
    }

    /// <summary>One who was entered without a word would not be struck off, and would count for one who stays.</summary>
    private Task SaveAsync(ImmutableArray<string> userIds) =>
        StoreOrLeaveAsync(administrators.SaveAsync(new AdministratorsState { UserIds = userIds }));
}

[GenerateSerializer, Immutable, Alias("users.AdministratorsState")]
internal sealed record AdministratorsState
{
    [Id(0)] public ImmutableArray<string> UserIds { get; init; } = [];
}
