using Actors.ApiKeys;
using Actors.Invitations;
using Actors.Sessions;
using Actors.Testing;
using Actors.Users;
using Orleans.Storage;

namespace Actors.Tests.Users;

/// <summary>What a silo that is thought lost goes on with: it inserts a row of its own, with which no other's write conflicts.</summary>
public sealed class LateWriteTests : LostSiloTest
{
    [Fact]
    public async Task An_address_is_one_accounts_though_another_had_claimed_it_first()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);

        var present = await RegisterAsync(Present, email);
        Late.Release();

        Assert.Equal((RegisterOutcome.Registered, RegisterOutcome.EmailTaken), (present.Outcome, (await late).Outcome));
        Assert.Equal(present.User!.Id, Assert.Single(Rows.Stored("user")));
        Assert.Equal(present.User.Id, await Present.Grains.GetLoginName(email).FindAsync());
    }

    [Fact]
    public async Task An_address_whose_account_was_stored_meanwhile_is_taken()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);
        var claimed = Assert.Single(Rows.Rows<LoginNameState>("login-name")).State.UserId!;

        // It was asked for before, and has seen nothing of what follows.
        Assert.Null(await Present.Grains.GetUser(claimed).GetProfileAsync());
        Late.Release();
        Assert.Equal(RegisterOutcome.Registered, (await late).Outcome);

        Assert.Equal(RegisterOutcome.EmailTaken, (await RegisterAsync(Present, email)).Outcome);
        Assert.Equal(claimed, Assert.Single(Rows.Stored("user")));
    }

    [Fact]
    public async Task Of_two_who_find_one_another_at_it_one_has_the_address()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);
        Timely.HoldAnswerBack("login-name");
        var present = RegisterAsync(Present, email);
        await Timely.ReachedAsync();

        // It finds the other's claim, of which there is no account; and the other then finds the account.
        Late.Release();
        var registered = await late;
        Timely.Release();

        Assert.Equal(RegisterOutcome.Registered, registered.Outcome);
        await Assert.ThrowsAsync<InconsistentStateException>(() => present);
        Assert.Equal(registered.User!.Id, Assert.Single(Rows.Stored("user")));
        Assert.Equal(RegisterOutcome.EmailTaken, (await RegisterAsync(Present, email)).Outcome);
        Assert.Equal(registered.User.Id, await Present.Grains.GetLoginName(email).FindAsync());
    }

    [Fact]
    public async Task An_invitation_whose_account_was_taken_back_makes_another()
    {
        var (email, text) = (Accounts.NewEmail(), InvitationText.New(Lost.Clock.GetUtcNow()));
        await Lost.Grains.GetInvitations().CreateAsync(new NewInvitation(text.ToString(), Lost.Clock.GetUtcNow() + TimeSpan.FromDays(7), null), Accounts.Origin);
        Late.HoldBack("user");
        var late = AcceptAsync(email);
        await Late.ReachedAsync();
        await RegisterAsync(Present, email);
        Late.Release();
        Assert.Equal(RegisterOutcome.EmailTaken, (await late)?.Outcome);

        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(Accounts.NewEmail()))?.Outcome);
        Assert.Equal(Rows.Events.Count, Rows.Events.DistinctBy(e => (e.Chain, e.Sequence)).Count());

        Task<RegisterResult?> AcceptAsync(EmailAddress address) => Lost.Grains.GetInvitation(text.Id)
            .RegisterAsync(text.ToString(), new Registration(address.Display, Accounts.RightPassword), Accounts.Origin);
    }

    [Fact]
    public Task An_address_that_an_account_was_about_to_have_is_the_one_of_who_registers_it() =>
        IsOfWhoRegistersItAsync(accountIsOf: Lost, () => Late.HoldBack("user"));

    // The account is asked for the first time afterwards, and has the state that is stored then.
    [Fact]
    public Task An_address_that_is_claimed_for_an_account_which_is_well_is_the_one_of_who_registers_it_first() =>
        IsOfWhoRegistersItAsync(accountIsOf: Present, () => Late.HoldAnswerBack("login-name"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_begins_after_its_account_was_shut_or_set_a_new_password_is_none(bool isShut)
    {
        var user = await Lost.RegisterAsync();
        Late.HoldBack("session");
        var signingIn = Lost.SignInAsync(user.Id);
        await Late.ReachedAsync();

        await ChangeAsync(user, isShut);
        Late.Release();

        await Assert.ThrowsAsync<InconsistentStateException>(() => signingIn);
        Assert.Empty(Rows.Stored("session"));
    }

    [Fact]
    public async Task An_API_key_that_is_made_after_its_account_was_shut_is_none()
    {
        var user = await Lost.RegisterAsync();
        Late.HoldBack("apikey");
        var making = Lost.Grains.GetUserApiKeys(user.Id).CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin);
        await Late.ReachedAsync();

        await ChangeAsync(user, isShut: true);
        Late.Release();

        await Assert.ThrowsAsync<InconsistentStateException>(() => making);
        Assert.Empty(Rows.Stored("apikey"));
    }

    private async Task ChangeAsync(UserProfile user, bool isShut)
    {
        if (isShut)
        {
            var shut = await Present.Grains.GetUserAdministration(user.Id).ChangeAsync(new AccountChange(Status: UserStatus.Suspended), Accounts.Origin);
            Assert.NotNull(shut);
        }
        else
        {
            var changed = await Present.Grains.GetUserPassword(user.Id).ChangeAsync(Accounts.RightPassword, "another lantern over water", null, Accounts.Origin);
            Assert.Equal(PasswordOutcome.Done, changed.Outcome);
        }
    }

    /// <summary>An account changes to an address while somebody registers it.</summary>
    private async Task IsOfWhoRegistersItAsync(GrainCluster accountIsOf, Action hold)
    {
        var (former, email) = (Accounts.NewEmail(), Accounts.NewEmail());
        var user = await accountIsOf.RegisterAsync(former);
        await accountIsOf.Grains.GetUserEmail(user.Id).RequestChangeAsync(email, Accounts.Origin);
        hold();
        var late = Lost.Grains.GetLoginName(email).MoveToAsync(user.Id, Accounts.MailedToken(Rows, email.Display), Accounts.Origin);
        await Late.ReachedAsync();

        var registered = await RegisterAsync(Present, email);
        Late.Release();

        Assert.Equal(RegisterOutcome.Registered, registered.Outcome);
        await Assert.ThrowsAsync<InconsistentStateException>(() => late);
        Assert.Equal(registered.User!.Id, await Present.Grains.GetLoginName(email).FindAsync());
        Assert.Equal(user.Id, await Present.Grains.GetLoginName(former).FindAsync());
    }

    /// <summary>A registration on the lost silo, which has claimed the address and is about to make the account.</summary>
    private async Task<Task<RegisterResult>> BeginLateAsync(EmailAddress email)
    {
        Late.HoldBack("user");
        var late = RegisterAsync(Lost, email);
        await Late.ReachedAsync();
        return late;
    }

    private static Task<RegisterResult> RegisterAsync(GrainCluster cluster, EmailAddress email) =>
        cluster.Grains.GetLoginName(email).RegisterAsync(new Registration(email.Display, Accounts.RightPassword), Accounts.Origin);
}
