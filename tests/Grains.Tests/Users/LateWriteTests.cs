using Actors.ApiKeys;
using Actors.Invitations;
using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.Users;

/// <summary>What a silo that is thought lost goes on with: it inserts a row of its own, with which no other's write conflicts.</summary>
public sealed class LateWriteTests : IAsyncLifetime
{
    private readonly TestStorage _rows = new();
    private readonly HeldWrites _late;
    private readonly HeldWrites _timely;
    private GrainCluster _lost = null!;
    private GrainCluster _present = null!;

    public LateWriteTests() => (_late, _timely) = (new HeldWrites(_rows), new HeldWrites(_rows));

    public async ValueTask InitializeAsync()
    {
        _lost = await GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _late));
        _present = await GrainCluster.StartAsync(services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _timely));
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.DisposeAsync();
        await _present.DisposeAsync();
    }

    [Fact]
    public async Task An_address_is_one_accounts_though_another_had_claimed_it_first()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);

        var present = await RegisterAsync(_present, email);
        _late.Release();

        Assert.Equal((RegisterOutcome.Registered, RegisterOutcome.EmailTaken), (present.Outcome, (await late).Outcome));
        Assert.Equal(present.User!.Id, Assert.Single(_rows.Stored("user")));
        Assert.Equal(present.User.Id, await _present.Grains.GetLoginName(email).FindAsync());
    }

    [Fact]
    public async Task An_address_whose_account_was_stored_meanwhile_is_taken()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);
        var claimed = Assert.Single(_rows.Rows<LoginNameState>("login-name")).State.UserId!;

        // It was asked for before, and has seen nothing of what follows.
        Assert.Null(await _present.Grains.GetUser(claimed).GetProfileAsync());
        _late.Release();
        Assert.Equal(RegisterOutcome.Registered, (await late).Outcome);

        Assert.Equal(RegisterOutcome.EmailTaken, (await RegisterAsync(_present, email)).Outcome);
        Assert.Equal(claimed, Assert.Single(_rows.Stored("user")));
    }

    [Fact]
    public async Task Of_two_who_find_one_another_at_it_one_has_the_address()
    {
        var email = Accounts.NewEmail();
        var late = await BeginLateAsync(email);
        _timely.HoldAnswerBack("login-name");
        var present = RegisterAsync(_present, email);
        await _timely.ReachedAsync();

        // It finds the other's claim, of which there is no account; and the other then finds the account.
        _late.Release();
        var registered = await late;
        _timely.Release();

        Assert.Equal(RegisterOutcome.Registered, registered.Outcome);
        await Assert.ThrowsAsync<InconsistentStateException>(() => present);
        Assert.Equal(registered.User!.Id, Assert.Single(_rows.Stored("user")));
        Assert.Equal(RegisterOutcome.EmailTaken, (await RegisterAsync(_present, email)).Outcome);
        Assert.Equal(registered.User.Id, await _present.Grains.GetLoginName(email).FindAsync());
    }

    [Fact]
    public async Task An_invitation_whose_account_was_taken_back_makes_another()
    {
        var (email, text) = (Accounts.NewEmail(), InvitationText.New(_lost.Clock.GetUtcNow()));
        await _lost.Grains.GetInvitations().CreateAsync(new NewInvitation(text.ToString(), _lost.Clock.GetUtcNow() + TimeSpan.FromDays(7), null), Accounts.Origin);
        _late.HoldBack("user");
        var late = AcceptAsync(email);
        await _late.ReachedAsync();
        await RegisterAsync(_present, email);
        _late.Release();
        Assert.Equal(RegisterOutcome.EmailTaken, (await late)?.Outcome);

        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(Accounts.NewEmail()))?.Outcome);
        Assert.Equal(_rows.Events.Count, _rows.Events.DistinctBy(e => (e.Chain, e.Sequence)).Count());

        Task<RegisterResult?> AcceptAsync(EmailAddress address) => _lost.Grains.GetInvitation(text.Id)
            .RegisterAsync(text.ToString(), new Registration(address.Display, Accounts.RightPassword), Accounts.Origin);
    }

    [Fact]
    public async Task An_address_that_an_account_was_about_to_have_is_the_one_of_who_registers_it()
    {
        var (former, email) = (Accounts.NewEmail(), Accounts.NewEmail());
        var user = await _lost.RegisterAsync(former);
        await _lost.Grains.GetUserEmail(user.Id).RequestChangeAsync(email, Accounts.Origin);
        var token = Accounts.MailedToken(_rows, email.Display);
        _late.HoldBack("user");
        var late = _lost.Grains.GetLoginName(email).MoveToAsync(user.Id, token, Accounts.Origin);
        await _late.ReachedAsync();

        var registered = await RegisterAsync(_present, email);
        _late.Release();

        Assert.Equal(RegisterOutcome.Registered, registered.Outcome);
        await Assert.ThrowsAsync<InconsistentStateException>(() => late);
        Assert.Equal(registered.User!.Id, await _present.Grains.GetLoginName(email).FindAsync());
        Assert.Equal(user.Id, await _present.Grains.GetLoginName(former).FindAsync());
    }

    [Fact]
    public async Task An_address_that_is_claimed_for_an_account_which_is_well_is_the_one_of_who_registers_it_first()
    {
        var (former, email) = (Accounts.NewEmail(), Accounts.NewEmail());
        var user = await _present.RegisterAsync(former);
        await _present.Grains.GetUserEmail(user.Id).RequestChangeAsync(email, Accounts.Origin);
        var token = Accounts.MailedToken(_rows, email.Display);
        _late.HoldAnswerBack("login-name");
        var late = _lost.Grains.GetLoginName(email).MoveToAsync(user.Id, token, Accounts.Origin);
        await _late.ReachedAsync();

        // The account is asked for the first time afterwards, and has the state that is stored then.
        var registered = await RegisterAsync(_present, email);
        _late.Release();

        Assert.Equal(RegisterOutcome.Registered, registered.Outcome);
        await Assert.ThrowsAsync<InconsistentStateException>(() => late);
        Assert.Equal(registered.User!.Id, await _present.Grains.GetLoginName(email).FindAsync());
        Assert.Equal(user.Id, await _present.Grains.GetLoginName(former).FindAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_begins_after_its_account_was_shut_or_set_a_new_password_is_none(bool isShut)
    {
        var user = await _lost.RegisterAsync();
        _late.HoldBack("session");
        var signingIn = _lost.SignInAsync(user.Id);
        await _late.ReachedAsync();

        await ChangeAsync(user, isShut);
        _late.Release();

        await Assert.ThrowsAsync<InconsistentStateException>(() => signingIn);
        Assert.Empty(_rows.Stored("session"));
    }

    [Fact]
    public async Task An_API_key_that_is_made_after_its_account_was_shut_is_none()
    {
        var user = await _lost.RegisterAsync();
        _late.HoldBack("apikey");
        var making = _lost.Grains.GetUserApiKeys(user.Id).CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin);
        await _late.ReachedAsync();

        await ChangeAsync(user, isShut: true);
        _late.Release();

        await Assert.ThrowsAsync<InconsistentStateException>(() => making);
        Assert.Empty(_rows.Stored("apikey"));
    }

    private async Task ChangeAsync(UserProfile user, bool isShut)
    {
        if (isShut)
        {
            var shut = await _present.Grains.GetUserAdministration(user.Id).ChangeAsync(new AccountChange(Status: UserStatus.Suspended), Accounts.Origin);
            Assert.NotNull(shut);
        }
        else
        {
            var changed = await _present.Grains.GetUserPassword(user.Id).ChangeAsync(Accounts.RightPassword, "another lantern over water", null, Accounts.Origin);
            Assert.Equal(PasswordOutcome.Done, changed.Outcome);
        }
    }

    /// <summary>A registration on the lost silo, which has claimed the address and is about to make the account.</summary>
    private async Task<Task<RegisterResult>> BeginLateAsync(EmailAddress email)
    {
        _late.HoldBack("user");
        var late = RegisterAsync(_lost, email);
        await _late.ReachedAsync();
        return late;
    }

    private static Task<RegisterResult> RegisterAsync(GrainCluster cluster, EmailAddress email) =>
        cluster.Grains.GetLoginName(email).RegisterAsync(new Registration(email.Display, Accounts.RightPassword), Accounts.Origin);
}
