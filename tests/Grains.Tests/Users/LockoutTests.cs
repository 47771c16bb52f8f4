using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Users;

public sealed class LockoutTests : IAsyncLifetime
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(30);

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task After_the_last_allowed_failure_the_account_is_locked()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures);

        var result = await _cluster.SignInAsync(user.Id);

        Assert.Equal(SignInResult.Locked(_cluster.Clock.GetUtcNow() + LockDuration, _cluster.Clock.GetUtcNow()), result);
    }

    [Fact]
    public async Task A_locked_account_opens_when_the_lock_runs_out()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures);

        _cluster.Clock.Advance(LockDuration - TimeSpan.FromSeconds(1));
        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id)).Outcome);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_burst_of_two_hundred_guesses_costs_five_hashes()
    {
        var user = await _cluster.RegisterAsync();
        var before = _cluster.HashesComputed();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _cluster.SignInAsync(user.Id, Accounts.WrongPassword)));

        Assert.Equal(MaxFailures, _cluster.HashesComputed() - before);
        Assert.Equal(MaxFailures, results.Count(r => r.Outcome == SignInOutcome.InvalidCredentials));
        Assert.Equal(200 - MaxFailures, results.Count(r => r.Outcome == SignInOutcome.Locked));
    }

    [Fact]
    public async Task Who_goes_away_before_the_hash_is_begun_is_neither_hashed_nor_counted()
    {
        var user = await _cluster.RegisterAsync();
        var before = _cluster.HashesComputed();
        using var gate = new ManualResetEventSlim();
        var busy = Occupy(gate);
        await WaitingAsync(0);

        for (var i = 0; i < MaxFailures; i++)
        {
            using var gone = new CancellationTokenSource();
            var attempt = _cluster.Grains.GetUserSignIn(user.Id).SignInAsync(new SignInAttempt(Accounts.WrongPassword), Accounts.Origin, gone.Token);
            await WaitingAsync(i + 1);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        }

        gate.Set();
        await busy;
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);

        // Between processes the last cancellations may come after the gate was opened: never all of them.
        Assert.InRange(_cluster.HashesComputed() - before, 1, MaxFailures - 1);
    }

    [Fact]
    public async Task A_sign_in_clears_the_count()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures - 1);
        await _cluster.SignInAsync(user.Id);

        await _cluster.FailAsync(user.Id, MaxFailures - 1);

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task Strangers_lock_strangers_out_and_not_a_device_that_signed_in_before()
    {
        var user = await _cluster.RegisterAsync();
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken;
        await _cluster.FailAsync(user.Id, MaxFailures);

        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id, deviceToken: device)).Outcome);
    }

    [Fact]
    public async Task Strangers_do_not_keep_the_owner_from_a_new_password()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures);

        var changed = await _cluster.Grains.GetUserPassword(user.Id)
            .ChangeAsync(Accounts.RightPassword, "another lantern over cold water", null, Accounts.Origin);

        Assert.Equal(PasswordOutcome.Done, changed.Outcome);
    }

    [Fact]
    public async Task Who_is_signed_in_has_no_more_tries_than_strangers_have_and_locks_no_stranger_out()
    {
        var user = await _cluster.RegisterAsync();
        await FailToConfirmAsync(user.Id);

        var until = _cluster.Clock.GetUtcNow() + LockDuration;
        var confirmed = await _cluster.Grains.GetUserPassword(user.Id).ConfirmAsync(Accounts.RightPassword, Accounts.Origin);
        var locks = await _cluster.Grains.GetUserAdministration(user.Id).DescribeLocksAsync();

        Assert.Equal((PasswordOutcome.Locked, until), (confirmed.Outcome, confirmed.LockedUntil));
        Assert.Equal(until, locks!.Confirmations.LockedUntil);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_device_has_no_more_tries_than_strangers_have()
    {
        var user = await _cluster.RegisterAsync();
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken;

        await _cluster.FailAsync(user.Id, MaxFailures, device);

        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id, deviceToken: device)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_made_up_device_token_opens_no_lane_of_its_own()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures);

        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id, deviceToken: "dt_" + new string('0', 64))).Outcome);
    }

    [Fact]
    public async Task An_account_knows_the_devices_that_signed_in_to_it_and_no_others()
    {
        var (user, other) = (await _cluster.RegisterAsync(), await _cluster.RegisterAsync());
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken!;
        await _cluster.FailAsync(user.Id, MaxFailures, device);

        Assert.True(await KnowsAsync(user.Id, device));
        Assert.False(await KnowsAsync(user.Id, "dt_" + new string('0', 64)));
        Assert.False(await KnowsAsync(other.Id, device));
        Assert.False(await KnowsAsync(GrainKeys.MadeUpUserId(Accounts.NewEmail()), device));
    }

    [Fact]
    public async Task A_name_nobody_registered_locks_like_a_real_one()
    {
        var nobody = GrainKeys.MadeUpUserId(Accounts.NewEmail());
        await _cluster.FailAsync(nobody, MaxFailures);

        var result = await _cluster.SignInAsync(nobody);

        Assert.Equal(SignInResult.Locked(_cluster.Clock.GetUtcNow() + LockDuration, _cluster.Clock.GetUtcNow()), result);
    }

    [Fact]
    public async Task A_failure_costs_one_hash_and_one_write_whether_the_name_is_registered_or_not()
    {
        var user = await _cluster.RegisterAsync();

        Assert.Equal((1, 1), await CostOfFailureAsync(user.Id));
        Assert.Equal((1, 1), await CostOfFailureAsync(GrainKeys.MadeUpUserId(Accounts.NewEmail())));
    }

    [Fact]
    public async Task Each_sign_in_that_is_tried_is_in_the_audit_log_with_how_it_ended()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.SignInAsync(user.Id);
        await _cluster.FailAsync(user.Id, MaxFailures);

        // A lock turns it away before anything is tried.
        await _cluster.SignInAsync(user.Id);

        string[] outcomes = ["success", .. Enumerable.Repeat("invalid_credentials", MaxFailures - 1), "account_locked"];
        Assert.Equal(
            outcomes,
            _cluster.Storage.Events.Where(e => e.Chain == user.Id && e.Type == "user.login").Select(e => e.Outcome));
    }

    [Fact]
    public async Task A_lock_outlives_the_silo_that_knew_of_it()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var user = await cluster.RegisterAsync();
        await cluster.FailAsync(user.Id, MaxFailures);

        await cluster.KillHostOfAsync(cluster.Grains.GetUser(user.Id));

        Assert.Equal(SignInOutcome.Locked, (await cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_failed_write_counts_nothing_and_tells_no_verdict()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, MaxFailures - 1);

        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => _cluster.SignInAsync(user.Id, Accounts.WrongPassword));

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task An_administrator_opens_every_lane()
    {
        var user = await _cluster.RegisterAsync();
        var device = (await _cluster.SignInAsync(user.Id)).DeviceToken;
        await _cluster.FailAsync(user.Id, MaxFailures);
        await _cluster.FailAsync(user.Id, MaxFailures, device);
        await FailToConfirmAsync(user.Id);

        var unlocked = await _cluster.Grains.GetUserAdministration(user.Id).UnlockAsync(Accounts.Origin);

        Assert.Null(unlocked!.LockedUntil);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(user.Id, deviceToken: device)).Outcome);
        Assert.Equal(PasswordResult.Done, await _cluster.Grains.GetUserPassword(user.Id).ConfirmAsync(Accounts.RightPassword, Accounts.Origin));
    }

    private Task<bool> KnowsAsync(string userId, string device) => _cluster.Grains.GetUserSignIn(userId).KnowsDeviceAsync(device);

    private async Task FailToConfirmAsync(string userId)
    {
        for (var i = 0; i < MaxFailures; i++)
        {
            var confirmed = await _cluster.Grains.GetUserPassword(userId).ConfirmAsync(Accounts.WrongPassword, Accounts.Origin);
            Assert.Equal(PasswordOutcome.InvalidCredentials, confirmed.Outcome);
        }
    }

    private async Task<(long Hashes, int Writes)> CostOfFailureAsync(string userId)
    {
        var (hashes, writes) = (_cluster.HashesComputed(), _cluster.Storage.Writes);
        await _cluster.FailAsync(userId, 1);
        return (_cluster.HashesComputed() - hashes, _cluster.Storage.Writes - writes);
    }

    /// <summary>Gives every hashing thread a job that lasts until the gate opens.</summary>
    private Task<bool[]> Occupy(ManualResetEventSlim gate) => Task.WhenAll(
        from silo in _cluster.Silos
        let pool = silo.ServiceProvider.GetRequiredService<HashingPool>()
        from _ in Enumerable.Range(0, silo.ServiceProvider.GetRequiredService<IOptions<PasswordOptions>>().Value.EffectiveThreads)
        select pool.RunAsync(() => gate.Wait(Eventually.Patience), CancellationToken.None));

    /// <summary>Waits until so many jobs wait for a thread.</summary>
    private Task WaitingAsync(int jobs) => Eventually.IsAsync(
        () => _cluster.Silos.Sum(s => s.ServiceProvider.GetRequiredService<HashingMeter>().Waiting) == jobs, $"{jobs} jobs wait");
}
