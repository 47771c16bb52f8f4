using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Audit;

/// <summary>Compares the last entry of a chain in the log with the end that the chain's grain keeps: entries cut off a chain's end leave no gap to be found otherwise.</summary>
internal sealed class ChainEnds(IEventLog log, IEnumerable<IChainHead> heads)
{
    private const int PageSize = 1000;

    private readonly ImmutableArray<IChainHead> _heads = [.. heads];

    /// <summary>What is wrong with the end of the chain whose last entry was <paramref name="last"/>; null when nothing is, or nobody keeps the chain's end.</summary>
    public async Task<BrokenEntry?> CheckAsync(AuditProgress last)
    {
        if (_heads.FirstOrDefault(h => h.Owns(last.Chain)) is not { } owner)
        {
            return null;
        }

        // The end is read after the entries, so it can only be ahead of them: those written since are read now.
        var head = await owner.ReadAsync(last.Chain);
        var (end, newest, broken) = await FollowAsync(last, head?.Sequence);

        return broken ?? head switch
        {
            null when newest is not null && owner.IsLast(newest) => null,
            null => new BrokenEntry(last.Chain, end.Sequence + 1, "missing"),
            _ when end.Sequence < head.Sequence => new BrokenEntry(last.Chain, end.Sequence + 1, "missing"),
            _ when end.Sequence == head.Sequence && end.Hash == head.LastHash => null,
            _ => new BrokenEntry(last.Chain, head.Sequence, "changed"),
        };
    }

    /// <summary>Whether the log has the entry with which this chain ends, for chains of which nothing may be left in the log.</summary>
    public async Task<BrokenEntry?> CheckAsync(string chain)
    {
        var head = await _heads.First(h => h.Owns(chain)).ReadAsync(chain);

        return head is { Sequence: > 0 } && (await log.ReadChainAsync(chain, head.Sequence - 1, 1)).IsEmpty
            ? new BrokenEntry(chain, head.Sequence, "missing")
            : null;
    }

    /// <summary>Whether the log has the entries with which the chains of administration end, of which nothing may be left in the log.</summary>
    public async Task<BrokenEntry?> CheckAdministrationAsync()
    {
        var chains = await Task.WhenAll(_heads.Select(head => head.ListAsync()));
        return await CheckAllAsync(chains.SelectMany(few => few));
    }

    /// <summary>The first of these chains that does not end in the log as it should.</summary>
    public async Task<BrokenEntry?> CheckAllAsync(IEnumerable<string> chains)
    {
        var checks = await Task.WhenAll(chains.Select(CheckAsync));
        return checks.FirstOrDefault(broken => broken is not null);
    }

    /// <summary>Goes on to the entry that the grain names as its last, or to the end of the log; and tells the newest entry that there is.</summary>
    private async Task<(AuditProgress End, AuditEvent? Newest, BrokenEntry? Broken)> FollowAsync(AuditProgress last, long? until)
    {
        // From one before, so that the newest entry is among them also when nothing was added.
        var entries = await log.ReadChainAsync(last.Chain, last.Sequence - 1, PageSize);
        var end = last;

        foreach (var entry in entries.Where(e => e.Sequence > last.Sequence && (until is null || e.Sequence <= until)))
        {
            if (AuditRule.Check(end, entry) is { } broken)
            {
                return (end, entry, broken);
            }

            end = new AuditProgress(entry.Chain, entry.Sequence, entry.Hash);
        }

        return (end, entries.LastOrDefault(), null);
    }
}
