using Actors.Invitations;
using Actors.Notifications;
using Actors.Sessions;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Audit;

[GrainType("audit-log"), StatelessWorker]
internal sealed class AuditLogGrain(IEventLog log, IUserIndex users, IStateKeys keys, ChainEnds ends) : InspectedGrain, IAuditLogGrain
{
    private const int PageSize = 1000;
    private const int ChainPageSize = 200;

    public Task<Page<AuditEvent>?> ListAsync(EventQuery query) => log.ListAsync(query);

    public async Task<AuditVerification> VerifyAsync(AuditProgress? after)
    {
        var entries = await log.ReadAllAsync(after is null ? null : new ChainPosition(after.Chain, after.Sequence), PageSize);
        var (last, done) = (after, entries.Length < PageSize);
        var deleted = new DeletedAccounts(log);

        foreach (var entry in entries)
        {
            var endedWrong = last is not null && last.Chain != entry.Chain ? await ends.CheckAsync(last) : null;

            if ((endedWrong ?? AuditRule.Check(last, entry)) is { } broken)
            {
                return new AuditVerification(entries.Length, null, broken);
            }

            if (entry.Personal is null && !await deleted.ExplainAsync(entry))
            {
                return new AuditVerification(entries.Length, null, new BrokenEntry(entry.Chain, entry.Sequence, "changed"));
            }

            last = new AuditProgress(entry.Chain, entry.Sequence, entry.Hash);
        }

        return new AuditVerification(entries.Length, done ? null : last, done && last is not null ? await ends.CheckAsync(last) : null);
    }

    public async Task<ChainsVerification> VerifyUsersAsync(string? cursor)
    {
        var page = await users.ListAsync(new UserQuery { Sort = UserSort.OldestFirst, Limit = ChainPageSize, Cursor = cursor });
        var chains = page!.Items.SelectMany(user => new[] { user.Id, NotificationGrain.ChainOf(user.Id) });
        return new ChainsVerification(page.NextCursor, await ends.CheckAllAsync(chains));
    }

    public Task<ChainsVerification> VerifySessionsAsync(string? cursor) => VerifyStoredAsync(SessionGrain.GrainTypeName, cursor);

    public Task<ChainsVerification> VerifyInvitationsAsync(string? cursor) => VerifyStoredAsync(InvitationGrain.GrainTypeName, cursor);

    public Task<BrokenEntry?> VerifyAdministrationAsync() => ends.CheckAdministrationAsync();

    /// <summary>Of grains whose chains have the names of their keys. The row of one that ends meanwhile is gone when it is read, and then nothing is missed.</summary>
    private async Task<ChainsVerification> VerifyStoredAsync(string grainType, string? cursor)
    {
        var chains = await keys.ListAsync(grainType, DateTimeOffset.MaxValue, cursor, ChainPageSize);
        return new ChainsVerification(chains.Length < ChainPageSize ? null : chains[^1], await ends.CheckAllAsync(chains));
    }
}

/// <summary>What makes an entry follow another. Pure.</summary>
internal static class AuditRule
{
    /// <summary>What is wrong with <paramref name="entry"/> as the one after <paramref name="last"/>; null when nothing is.</summary>
    public static BrokenEntry? Check(AuditProgress? last, AuditEvent entry)
    {
        var begins = last is null || last.Chain != entry.Chain;
        var expected = begins ? 1 : last!.Sequence + 1;

        if (entry.Sequence != expected)
        {
            return new BrokenEntry(entry.Chain, expected, "missing");
        }

        var personalIsRight = entry.Personal is null || AuditHash.Of(entry.Personal) == entry.PersonalHash;

        // The hash is of whole milliseconds, which is all that is ever written.
        var timeIsRight = entry.At.UtcTicks % TimeSpan.TicksPerMillisecond == 0;

        if (!personalIsRight || !timeIsRight || AuditHash.Of(entry) != entry.Hash)
        {
            return new BrokenEntry(entry.Chain, entry.Sequence, "changed");
        }

        return entry.PreviousHash == (begins ? "" : last!.Hash) ? null : new BrokenEntry(entry.Chain, entry.Sequence, "reordered");
    }
}
