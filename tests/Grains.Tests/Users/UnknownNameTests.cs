using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What is counted for a name outlives the grain that counts, whether the name is registered or not: else the answers after it would tell.</summary>
public sealed class UnknownNameTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan LockDuration = TimeSpan.FromMinutes(30);

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failures_of_before_count_when_the_name_comes_into_memory_again(bool isRegistered)
    {
        var name = await NewNameAsync(isRegistered);
        await _cluster.FailAsync(name, MaxFailures - 1);
        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(name));

        await _cluster.FailAsync(name, 1);

        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(name)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_of_before_locks_when_the_name_comes_into_memory_again(bool isRegistered)
    {
        var name = await NewNameAsync(isRegistered);
        await _cluster.FailAsync(name, MaxFailures);
        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(name));

        var result = await _cluster.SignInAsync(name);

        Assert.Equal(SignInResult.Locked(_cluster.Clock.GetUtcNow() + LockDuration, _cluster.Clock.GetUtcNow()), result);
    }

    [Fact]
    public async Task What_is_stored_does_not_tell_the_name()
    {
        var name = await NewNameAsync(isRegistered: false);

        await _cluster.FailAsync(name, 1);

        var counts = _cluster.Storage.Rows<DecoyState>("decoy").SelectMany(row => row.State.Counts).ToArray();
        Assert.NotEmpty(counts);
        Assert.DoesNotContain(counts, count => name.Contains(count.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(name, _cluster.Storage.Stored("user"));
    }

    private async Task<string> NewNameAsync(bool isRegistered) =>
        isRegistered ? (await _cluster.RegisterAsync()).Id : GrainKeys.MadeUpUserId(Accounts.NewEmail());
}
