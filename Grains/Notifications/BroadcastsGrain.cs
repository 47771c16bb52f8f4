using Actors.Audit;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Notifications;

[GrainType(GrainTypeName)]
internal sealed class BroadcastsGrain(
    [PersistentState("broadcasts", StorageNames.Default)] IPersistentState<BroadcastsState> stored, TimeProvider clock) : InspectedGrain, IBroadcastsGrain
{
    public const string GrainTypeName = "broadcasts";

    private const int Kept = 200;

    /// <summary>The chain of its audit entries.</summary>
    public const string Chain = "broadcasts";

    public async Task<BroadcastProgress> SendAsync(Broadcast broadcast, RequestOrigin origin)
    {
        var (state, id) = (stored.State, broadcast.Content.Id);

        if (state.Known.Contains(id))
        {
            return await GetAsync(id) ?? await GrainFactory.GetBroadcast(id).RunAsync(broadcast);
        }

        // Only what has ended is forgotten.
        var surplus = state.Known.Length < Kept ? null : state.Known.LastOrDefault(old => !state.Running.Any(r => r.Content.Id == old));
        var known = surplus is null ? state.Known : state.Known.Remove(surplus);

        await SaveAsync(
            state with { Known = known.Insert(0, id), Running = state.Running.Add(broadcast) },
            new AuditEntry("broadcast.send", Detail: DetailOf(broadcast)),
            origin);

        if (surplus is not null)
        {
            await GrainFactory.GetBroadcast(surplus).ForgetAsync();
        }

        return await GrainFactory.GetBroadcast(id).RunAsync(broadcast);
    }

    public async Task<Page<BroadcastProgress>?> ListAsync(int limit, string? cursor)
    {
        var state = stored.State;
        var start = cursor is null ? 0 : state.Known.IndexOf(cursor) + 1;

        if (cursor is not null && start == 0)
        {
            return null;
        }

        var ids = state.Known[start..Math.Min(start + limit, state.Known.Length)];
        var found = await Task.WhenAll(ids.Select(id => ProgressOfAsync(id, state)));

        return new Page<BroadcastProgress>(
            [.. found.OfType<BroadcastProgress>()], start + ids.Length < state.Known.Length ? ids[^1] : null);
    }

    public async Task<BroadcastProgress?> GetAsync(string id)
    {
        var state = stored.State;
        return state.Known.Contains(id) ? await ProgressOfAsync(id, state) : null;
    }

    public async Task<BroadcastProgress?> CancelAsync(string id, RequestOrigin origin)
    {
        if (!stored.State.Known.Contains(id))
        {
            return null;
        }

        if (FindRunning(stored.State, id) is { } running)
        {
            // What was never begun cannot be ended.
            await GrainFactory.GetBroadcast(id).RunAsync(running);
        }

        // The audit log first: a message that was called off without a word would be worse than a word that comes to nothing.
        await SaveAsync(stored.State, new AuditEntry("broadcast.cancel", Detail: AuditDetail.Of(("message", id))), origin);
        var ended = await GrainFactory.GetBroadcast(id).CancelAsync();
        await stored.SaveAsync(stored.State with { Running = stored.State.Running.RemoveAll(one => one.Content.Id == id) });
        return ended;
    }

    public async Task ResumeAsync()
    {
        var running = stored.State.Running;
        var progress = await Task.WhenAll(running.Select(one => GrainFactory.GetBroadcast(one.Content.Id).RunAsync(one)));
        var ended = running.Where((_, index) => progress[index].FinishedAt is not null).ToArray();

        if (ended.Length > 0)
        {
            await stored.SaveAsync(stored.State with { Running = running.RemoveRange(ended) });
        }
    }

    /// <summary>A crash may have come between the message's being known and its beginning. Readers interleave, so each goes by the state that it began with.</summary>
    private async Task<BroadcastProgress?> ProgressOfAsync(string id, BroadcastsState state) =>
        await GrainFactory.GetBroadcast(id).GetProgressAsync()
        ?? (FindRunning(state, id) is { } waiting ? new BroadcastProgress(waiting, BroadcastStatus.Counting, null, 0, 0, null) : null);

    private static Broadcast? FindRunning(BroadcastsState state, string id) => state.Running.FirstOrDefault(running => running.Content.Id == id);

    private Task SaveAsync(BroadcastsState next, AuditEntry entry, RequestOrigin origin) =>
        StoreOrLeaveAsync(stored.SaveWithEntryAsync(next, Chain, entry, origin, clock.GetUtcNow()));

    private static string? DetailOf(Broadcast broadcast) => AuditDetail.Of(
        ("message", broadcast.Content.Id),
        ("title", broadcast.Content.Title),
        ("status", broadcast.Audience.Status),
        ("role", broadcast.Audience.Role),
        ("email", broadcast.Audience.EmailPrefix is { } email ? AuditDetail.KeyOf(email) : null),
        ("created_after", broadcast.Audience.CreatedAfter?.ToString("O")));
}
