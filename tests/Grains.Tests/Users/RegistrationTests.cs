using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Users;

public sealed class RegistrationTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Of_a_thousand_racing_registrations_of_one_address_one_succeeds()
    {
        var email = Accounts.NewEmail();
        var registration = new Registration(email.Display, Accounts.RightPassword);

        var results = await Task.WhenAll(Enumerable.Range(0, 1000)
            .Select(_ => _cluster.Grains.GetLoginName(email).RegisterAsync(registration, Accounts.Origin)));

        Assert.Single(results, r => r.Outcome == RegisterOutcome.Registered);
        Assert.Equal(999, results.Count(r => r.Outcome == RegisterOutcome.EmailTaken));
    }

    [Fact]
    public async Task The_address_is_kept_as_typed_and_found_in_any_spelling()
    {
        var name = Guid.NewGuid().ToString("N");
        var user = await _cluster.RegisterAsync(Accounts.Parse($"Ann.{name}@Example.COM"));

        Assert.Equal($"Ann.{name}@Example.COM", user.Email);
        Assert.Equal(user.Id, await _cluster.Grains.GetLoginName(Accounts.Parse($"ann.{name}@example.com.")).FindAsync());
    }

    [Fact]
    public async Task A_registration_that_broke_off_after_the_claim_can_be_made_again()
    {
        var email = Accounts.NewEmail();
        await _cluster.Grains.GetLoginName(email).FindAsync();

        // The claim is written first; the account's own write is the next one.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.RegisterAsync(email));

        var user = await _cluster.RegisterAsync(email);

        Assert.Equal(user.Id, await _cluster.Grains.GetLoginName(email).FindAsync());
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_registration_whose_write_was_stored_and_seemed_to_fail_takes_the_address()
    {
        var email = Accounts.NewEmail();
        var name = _cluster.Grains.GetLoginName(email);
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.RegisterAsync(email));

        var again = await name.RegisterAsync(new Registration(email.Display, Accounts.RightPassword), Accounts.Origin);

        Assert.Equal(RegisterOutcome.EmailTaken, again.Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync((await name.FindAsync())!)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_whose_making_was_given_up_and_goes_on_keeps_its_address(bool isUnderTheSameId)
    {
        await using var cluster = await GrainCluster.StartAsync(options: [KeyValuePair.Create<string, string?>("Passwords:Threads", "1")]);
        var services = cluster.Silos[0].ServiceProvider;
        var (pool, meter) = (services.GetRequiredService<HashingPool>(), services.GetRequiredService<HashingMeter>());
        var (email, id) = (Accounts.NewEmail(), Ids.New(Ids.User, cluster.Clock.GetUtcNow()));
        var name = cluster.Grains.GetLoginName(email);
        var registration = new Registration(email.Display, Accounts.RightPassword, UserId: id);

        // The claim is written; its account is on the way, and nobody waits for it any more.
        cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => name.RegisterAsync(registration, Accounts.Origin));
        using var gate = new ManualResetEventSlim();
        var working = pool.RunAsync(() => gate.Wait(Eventually.Patience), CancellationToken.None);
        await Eventually.IsAsync(() => meter.Waiting == 0, "the thread has a job");
        var late = cluster.Grains.GetUser(id).CreateAsync(registration, Accounts.Origin);
        await Eventually.IsAsync(() => meter.Waiting == 1, "the account waits for its hash");

        var again = name.RegisterAsync(isUnderTheSameId ? registration : registration with { UserId = null }, Accounts.Origin);
        gate.Set();

        Assert.Equal(RegisterOutcome.Registered, (await late).Outcome);
        Assert.Equal(RegisterOutcome.EmailTaken, (await again).Outcome);
        Assert.Equal(id, await name.FindAsync());
        Assert.Equal([id], cluster.Storage.Stored("user"));
        await working;
    }

    [Fact]
    public async Task An_id_that_an_account_has_makes_no_second_one()
    {
        var (user, other) = (await _cluster.RegisterAsync(), Accounts.NewEmail());
        var name = _cluster.Grains.GetLoginName(other);

        var again = await name.RegisterAsync(new Registration(other.Display, Accounts.RightPassword, UserId: user.Id), Accounts.Origin);

        Assert.Equal(RegisterOutcome.EmailTaken, again.Outcome);
        Assert.Null(await name.FindAsync());
        Assert.Equal(user.Email, (await _cluster.Grains.GetUser(user.Id).GetProfileAsync())!.Email);
    }

    [Fact]
    public async Task A_refused_password_leaves_the_address_free()
    {
        var email = Accounts.NewEmail();
        var name = _cluster.Grains.GetLoginName(email);

        var refused = await name.RegisterAsync(new Registration(email.Display, "password"), Accounts.Origin);

        Assert.Equal(RegisterOutcome.WeakPassword, refused.Outcome);
        Assert.Contains(PasswordProblem.Common, refused.Weaknesses);
        Assert.Null(await name.FindAsync());
    }

    [Fact]
    public async Task A_registration_that_nobody_has_time_to_hash_for_leaves_no_address()
    {
        await using var cluster = await GrainCluster.StartAsync(options:
        [
            KeyValuePair.Create<string, string?>("Passwords:Threads", "1"),
            KeyValuePair.Create<string, string?>("Passwords:QueueLength", "1"),
        ]);
        var services = cluster.Silos[0].ServiceProvider;
        var (pool, meter) = (services.GetRequiredService<HashingPool>(), services.GetRequiredService<HashingMeter>());
        using var gate = new ManualResetEventSlim();
        var working = pool.RunAsync(() => gate.Wait(Eventually.Patience), CancellationToken.None);
        await Eventually.IsAsync(() => meter.Waiting == 0, "the thread has a job");
        var waiting = pool.RunAsync(() => gate.Wait(Eventually.Patience), CancellationToken.None);
        var email = Accounts.NewEmail();

        await Assert.ThrowsAsync<HashingBusyException>(() => cluster.RegisterAsync(email));

        Assert.Empty(cluster.Storage.Stored("login-name"));
        gate.Set();
        await Task.WhenAll(working, waiting);
        await cluster.RegisterAsync(email);
    }

    [Fact]
    public async Task A_new_account_is_asked_to_verify_its_address()
    {
        var user = await _cluster.RegisterAsync();
        var token = _cluster.MailedToken(user.Email);

        Assert.False(user.EmailVerified);
        Assert.Equal(EmailOutcome.Done, await _cluster.Grains.GetUserEmail(user.Id).VerifyAsync(token, Accounts.Origin));
        Assert.True((await _cluster.Grains.GetUser(user.Id).GetProfileAsync())!.EmailVerified);
        Assert.Equal(EmailOutcome.InvalidToken, await _cluster.Grains.GetUserEmail(user.Id).VerifyAsync(token, Accounts.Origin));
    }
}
