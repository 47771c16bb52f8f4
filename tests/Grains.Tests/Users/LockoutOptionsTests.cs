using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What an operator decides about locks.</summary>
public sealed class LockoutOptionsTests
{
    [Fact]
    public async Task How_many_failures_lock_and_for_how_long_is_for_the_operator_to_say()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Lockout:MaxFailures", "2"), new("Lockout:Duration", "00:01:00")]);
        var user = await cluster.RegisterAsync();
        await cluster.FailAsync(user.Id, 2);

        cluster.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(SignInOutcome.Locked, (await cluster.SignInAsync(user.Id)).Outcome);

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SignInOutcome.SignedIn, (await cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task Of_too_many_devices_the_one_unused_for_longest_is_a_stranger_again()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Lockout:MaxDevices", "2")]);
        var user = await cluster.RegisterAsync();
        var first = (await cluster.SignInAsync(user.Id)).DeviceToken;
        var second = (await cluster.SignInAsync(user.Id)).DeviceToken;
        await cluster.SignInAsync(user.Id, deviceToken: first);
        await cluster.SignInAsync(user.Id);
        await cluster.FailAsync(user.Id, 5);

        Assert.Equal(SignInOutcome.Locked, (await cluster.SignInAsync(user.Id, deviceToken: second)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await cluster.SignInAsync(user.Id, deviceToken: first)).Outcome);
    }
}
