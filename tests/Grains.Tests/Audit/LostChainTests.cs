using System.Collections.Immutable;
using Actors.Audit;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Audit;

/// <summary>The look for chains of which nothing is left, over sessions that end while it goes on.</summary>
public sealed class LostChainTests : IAsyncLifetime
{
    private const int Page = 200;

    private static readonly string[] Ended = [.. Enumerable.Range(0, Page + 1).Select(number => $"{Ids.Session}{number:x32}")];

    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IStateKeys>(new EndedKeys()));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Sessions_that_end_after_they_were_listed_are_not_missed_and_a_call_reads_a_page_of_them()
    {
        var log = _cluster.Grains.GetAuditLog();

        Assert.Equal(new ChainsVerification(Ended[Page - 1], null), await log.VerifySessionsAsync(null));
        Assert.Equal(new ChainsVerification(null, null), await log.VerifySessionsAsync(Ended[Page - 1]));
    }

    [Fact]
    public async Task Where_there_are_no_invitations_none_is_missed() =>
        Assert.Equal(new ChainsVerification(null, null), await _cluster.Grains.GetAuditLog().VerifyInvitationsAsync(null));

    /// <summary>Names sessions that have no row any more.</summary>
    private sealed class EndedKeys : IStateKeys
    {
        public Task<ImmutableArray<string>> ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit) =>
            Task.FromResult<ImmutableArray<string>>(
                [.. Ended.Where(key => grainType == "session" && string.CompareOrdinal(key, after) > 0).Take(limit)]);
    }
}
