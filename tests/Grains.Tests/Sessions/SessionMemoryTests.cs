using System.Collections.Immutable;
using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.RateLimits;
using Actors.Tests.Users;
using Actors.Users;
using Orleans.Runtime;

namespace Actors.Tests.Sessions;

/// <summary>What sessions in use cost.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SessionMemoryTests
{
    private const int Sessions = 5_000;
    private const double Most = 4 * 1024;

    private static readonly NewSession Begun = new(Ids.New(Ids.User, TimeProvider.System.GetUtcNow()), new Standing(1, UserStatus.Active, ["user"]), ["pwd"]);

    [Fact(Timeout = 120_000)]
    public async Task An_active_session_takes_at_most_four_kibibytes_and_an_inactive_one_nothing()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var others = await management.GetTotalActivationCount();

        await StartAsync(cluster);
        var active = GC.GetTotalMemory(forceFullCollection: true);
        await Eventually.IsAsync(() => CollectAsync(management), count => count <= others, "the sessions leave memory");

        // What is left then is the test's store, which is in memory too.
        Assert.InRange((double)(active - GC.GetTotalMemory(forceFullCollection: true)) / Sessions, 1, Most);
    }

    // Again, if one is not idle yet: it is a moment after its last answer.
    private static async Task<int> CollectAsync(IManagementGrain management)
    {
        await management.ForceActivationCollection(TimeSpan.Zero);
        return await management.GetTotalActivationCount();
    }

    private static async Task StartAsync(GrainCluster cluster)
    {
        var ids = Enumerable.Range(0, Sessions).Select(_ => Ids.New(Ids.Session, cluster.Clock.GetUtcNow())).ToImmutableArray();
        await Task.WhenAll(ids.Select(id => cluster.Grains.GetSession(id).StartAsync(Begun, Accounts.Origin)));
        var checks = await Task.WhenAll(ids.Select(id => cluster.Grains.GetSession(id).CheckAsync()));
        Assert.All(checks, check => Assert.Equal(SessionOutcome.Valid, check.Outcome));
    }
}
