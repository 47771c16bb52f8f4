using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

public sealed class HiddenExistenceTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(Accounts.RightPassword)]
    [InlineData("password")]
    public async Task A_taken_address_costs_what_a_free_one_costs(string password)
    {
        var taken = await NewAccountAsync();

        Assert.Equal(await CostAsync(Accounts.NewEmail(), password), await CostAsync(taken, password));
    }

    [Fact]
    public async Task A_weak_password_is_refused_whether_the_address_is_taken_or_not()
    {
        var taken = await NewAccountAsync();

        Assert.Equal(RegisterOutcome.WeakPassword, (await RegisterAsync(taken, "password")).Outcome);
        Assert.Equal(RegisterOutcome.WeakPassword, (await RegisterAsync(Accounts.NewEmail(), "password")).Outcome);
    }

    [Fact]
    public async Task The_owner_is_mailed_once_an_hour_however_often_the_address_is_registered()
    {
        var taken = await NewAccountAsync();

        await RegisterAsync(taken);
        await RegisterAsync(taken);
        Assert.Equal(1, MailsTo(taken));

        _cluster.Clock.Advance(TimeSpan.FromHours(1));
        await RegisterAsync(taken);
        Assert.Equal(2, MailsTo(taken));
    }

    [Fact]
    public async Task The_account_stays_as_it_was()
    {
        var taken = await NewAccountAsync();
        await RegisterAsync(taken, "another lantern over cold water");

        var userId = await _cluster.Grains.GetLoginName(taken).FindAsync();

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(userId!)).Outcome);
    }

    [Fact]
    public async Task Who_registered_a_free_address_does_not_learn_it_by_signing_in_before_it_is_verified()
    {
        var email = Accounts.NewEmail();
        var pending = new Registration(email.Display, Accounts.RightPassword, Status: UserStatus.Pending, HideExisting: true);
        var user = (await _cluster.Grains.GetLoginName(email).RegisterAsync(pending, Accounts.Origin)).User!;
        var account = _cluster.Grains.GetUserSignIn(user.Id);

        var hidden = new SignInAttempt(Accounts.RightPassword, HideExisting: true);
        Assert.Equal(SignInOutcome.EmailUnverified, (await account.SignInAsync(new SignInAttempt(Accounts.RightPassword), Accounts.Origin)).Outcome);

        foreach (var _ in Enumerable.Range(0, 5))
        {
            Assert.Equal(SignInOutcome.InvalidCredentials, (await account.SignInAsync(hidden, Accounts.Origin)).Outcome);
        }

        Assert.Equal(SignInOutcome.Locked, (await account.SignInAsync(hidden, Accounts.Origin)).Outcome);
    }

    private async Task<EmailAddress> NewAccountAsync()
    {
        var email = Accounts.NewEmail();
        await _cluster.RegisterAsync(email);
        return email;
    }

    private Task<RegisterResult> RegisterAsync(EmailAddress email, string password = Accounts.RightPassword) =>
        _cluster.Grains.GetLoginName(email).RegisterAsync(new Registration(email.Display, password, HideExisting: true), Accounts.Origin);

    private async Task<(long Hashes, int Changes, int Mails)> CostAsync(EmailAddress email, string password)
    {
        var (hashes, changes, mails) = (_cluster.HashesComputed(), Changes(), _cluster.Storage.Mails.Count);
        await RegisterAsync(email, password);
        return (_cluster.HashesComputed() - hashes, Changes() - changes, _cluster.Storage.Mails.Count - mails);
    }

    /// <summary>What the store made durable, each with a wait for its disk.</summary>
    private int Changes() => _cluster.Storage.Writes + _cluster.Storage.Clears;

    private int MailsTo(EmailAddress email) =>
        _cluster.Storage.Mails.Count(m => m.To == email.Display && m.Subject.EndsWith("You have an account already", StringComparison.Ordinal));
}
