using Actors.Storage;
using Actors.Users;

namespace Actors.Audit;

/// <summary>The accounts of which the log tells that they were deleted. For one pass over the log: what was found once is not asked again.</summary>
internal sealed class DeletedAccounts(IEventLog log)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the personal part of an entry may be gone: it goes with the account that the entry is about, or with the one that caused it.</summary>
    public async ValueTask<bool> ExplainAsync(AuditEvent erased) => await HaveAsync(erased.UserId) || await HaveAsync(erased.ActorId);

    private async ValueTask<bool> HaveAsync(string? userId)
    {
        if (userId is null)
        {
            return false;
        }

        if (!_known.TryGetValue(userId, out var deleted))
        {
            var deletion = await log.ListAsync(new EventQuery { UserId = userId, Type = UserGrain.DeletionEvent, Limit = 1 });
            // In the account's own chain, where one that was slipped in is found.
            _known[userId] = deleted = deletion is { Items: [var entry] } && entry.Chain == userId;
        }

        return deleted;
    }
}
