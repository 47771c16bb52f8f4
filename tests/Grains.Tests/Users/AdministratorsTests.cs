using Actors.Storage;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

public sealed class AdministratorsTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    private IAdministratorsGrain Administrators => _cluster.Grains.GetAdministrators();

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_first_administrator_is_made_once()
    {
        var first = await SeedAsync(Accounts.NewEmail());

        Assert.Equal(["user", "admin"], first!.User!.Roles);
        Assert.Null(await SeedAsync(Accounts.NewEmail()));
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_removed_in_any_way()
    {
        var only = (await SeedAsync(Accounts.NewEmail()))!.User!.Id;

        foreach (var change in new[] { new AccountChange(UserStatus.Suspended), new AccountChange(UserStatus.Inactive), new AccountChange(Roles: ["user"]) })
        {
            Assert.Equal(AdministrationOutcome.LastAdministrator, (await Administrators.ChangeAsync(only, change, Accounts.Origin)).Outcome);
        }

        Assert.Equal(AdministrationOutcome.LastAdministrator, (await Administrators.DeleteAsync(only, Accounts.Origin)).Outcome);
    }

    [Fact]
    public async Task Of_two_administrators_who_remove_each_other_at_once_one_stays()
    {
        var one = (await SeedAsync(Accounts.NewEmail()))!.User!.Id;
        var other = (await _cluster.RegisterAsync()).Id;
        await Administrators.ChangeAsync(other, new AccountChange(Roles: ["user", "admin"]), Accounts.Origin);

        var outcomes = await Task.WhenAll(
            Administrators.DeleteAsync(one, Accounts.Origin), Administrators.DeleteAsync(other, Accounts.Origin));

        Assert.Single(outcomes, o => o.Outcome == AdministrationOutcome.Done);
        Assert.Single(outcomes, o => o.Outcome == AdministrationOutcome.LastAdministrator);
    }

    [Fact]
    public async Task One_who_was_entered_without_a_word_is_struck_off_as_any_other()
    {
        var only = (await SeedAsync(Accounts.NewEmail()))!.User!.Id;
        var other = (await _cluster.RegisterAsync()).Id;

        // The account, that its sessions know, and then the list.
        _cluster.Storage.LoseAnswerNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            Administrators.ChangeAsync(other, new AccountChange(Roles: ["user", "admin"]), Accounts.Origin));
        await Administrators.ChangeAsync(other, new AccountChange(Roles: ["user"]), Accounts.Origin);
        await _cluster.DeactivateAsync(Administrators);

        Assert.Equal(AdministrationOutcome.LastAdministrator, (await Administrators.DeleteAsync(only, Accounts.Origin)).Outcome);
    }

    private Task<RegisterResult?> SeedAsync(EmailAddress email) =>
        Administrators.SeedAsync(new Registration(email.Display, Accounts.RightPassword), Accounts.Origin);
}
