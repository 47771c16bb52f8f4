using System.Collections.Immutable;
using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;

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
        var sessions = Enumerable.Range(0, Sessions).Select(_ => cluster.Grains.GetSession(Ids.New(Ids.Session, cluster.Clock.GetUtcNow()))).ToImmutableArray();

        await StartAsync(sessions);
        var active = ProcessMemory.Settled();

        // Each is awaited: one that has only begun to leave is counted no more, and still there.
        await Task.WhenAll(sessions.Select(cluster.DeactivateAsync));

        // What is left then is the test's store, which is in memory too.
        Assert.InRange((double)(active - ProcessMemory.Settled()) / Sessions, 1, Most);
    }

    private static async Task StartAsync(ImmutableArray<ISessionGrain> sessions)
    {
        await Task.WhenAll(sessions.Select(session => session.StartAsync(Begun, Accounts.Origin)));
        var checks = await Task.WhenAll(sessions.Select(session => session.CheckAsync()));
        Assert.All(checks, check => Assert.Equal(SessionOutcome.Valid, check.Outcome));
    }
}
