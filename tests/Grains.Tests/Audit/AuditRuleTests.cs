using Actors.Audit;
using Actors.Testing;
using Actors.Tests.Users;

namespace Actors.Tests.Audit;

public sealed class AuditRuleTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task An_untouched_chain_verifies()
    {
        var chain = await ChainAsync();

        Assert.Equal(Enumerable.Range(1, chain.Length).Select(n => (long)n), chain.Select(e => e.Sequence));
        Assert.Null(FirstBroken(chain));
    }

    [Fact]
    public async Task A_changed_entry_is_found()
    {
        var chain = await ChainAsync();

        Assert.Equal("changed", FirstBroken([chain[0], chain[1] with { Outcome = "success" }, .. chain[2..]])!.Reason);
        Assert.Equal("changed", FirstBroken([chain[0], chain[1] with { At = chain[1].At.AddSeconds(1) }, .. chain[2..]])!.Reason);
        Assert.Equal("changed", FirstBroken([chain[0], chain[1] with { Personal = chain[1].Personal! with { Ip = "192.0.2.1" } }, .. chain[2..]])!.Reason);
    }

    [Fact]
    public async Task A_removed_entry_is_found()
    {
        var chain = await ChainAsync();

        Assert.Equal(new BrokenEntry(chain[0].Chain, 2, "missing"), FirstBroken([chain[0], .. chain[2..]]));
        Assert.Equal(new BrokenEntry(chain[0].Chain, 1, "missing"), FirstBroken(chain[1..]));
    }

    [Fact]
    public async Task An_entry_that_was_made_anew_does_not_follow()
    {
        var chain = await ChainAsync();
        var forged = chain[1] with { Outcome = "success" };
        forged = forged with { Hash = AuditHash.Of(forged) };

        Assert.Equal(new BrokenEntry(chain[0].Chain, 3, "reordered"), FirstBroken([chain[0], forged, .. chain[2..]]));
    }

    [Fact]
    public async Task Erased_personal_parts_leave_the_chain_whole()
    {
        var chain = await ChainAsync();

        Assert.Null(FirstBroken([.. chain.Select(e => e with { Personal = null })]));
    }

    [Fact]
    public async Task The_whole_log_verifies()
    {
        await ChainAsync();

        var verified = await _cluster.Grains.GetAuditLog().VerifyAsync(null);

        Assert.Null(verified.Broken);
        Assert.Equal(_cluster.Storage.Events.Count, verified.Checked);
    }

    private async Task<AuditEvent[]> ChainAsync()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.FailAsync(user.Id, 2);
        await _cluster.SignInAsync(user.Id);
        return [.. _cluster.Storage.Events.Where(e => e.Chain == user.Id)];
    }

    private static BrokenEntry? FirstBroken(AuditEvent[] chain)
    {
        AuditProgress? last = null;

        foreach (var entry in chain)
        {
            if (AuditRule.Check(last, entry) is { } broken)
            {
                return broken;
            }

            last = new AuditProgress(entry.Chain, entry.Sequence, entry.Hash);
        }

        return null;
    }
}
