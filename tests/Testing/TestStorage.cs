using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;
using Actors.Storage;
using Orleans.Storage;

namespace Actors.Testing;

/// <summary>The store of a test cluster: outlives its silos, checks ETags, and can be told to fail.</summary>
public sealed class TestStorage : IGrainStorage, IEventLog, IUserIndex, IStateKeys
{
    private readonly ConcurrentDictionary<(GrainId Grain, string State), (object State, int Version)> _rows = new();
    private readonly ConcurrentQueue<AuditEvent> _events = new();
    private readonly ConcurrentQueue<OutgoingMail> _mails = new();
    private int _failures;
    private int _silences;
    private int _unreadable;
    private int _writes;
    private int _clears;

    /// <summary>Every audit entry, in the order of writing.</summary>
    public IReadOnlyCollection<AuditEvent> Events => _events;

    /// <summary>Every mail put into the outbox, in the order of writing.</summary>
    public IReadOnlyCollection<OutgoingMail> Mails => _mails;

    /// <summary>How many writes came.</summary>
    public int Writes => _writes;

    /// <summary>How many rows were to go.</summary>
    public int Clears => _clears;

    /// <summary>The keys of every row's grain.</summary>
    public IReadOnlyList<string> Keys => [.. _rows.Keys.Select(key => key.Grain.Key.ToString()!)];

    /// <summary>The keys of the grains that have a row under a state's name.</summary>
    public IReadOnlyList<string> Stored(string stateName) =>
        [.. _rows.Keys.Where(key => key.State == stateName).Select(key => key.Grain.Key.ToString()!)];

    /// <summary>The keys and states that are stored under a state's name.</summary>
    public IReadOnlyList<(string Key, TState State)> Rows<TState>(string stateName) =>
        [.. _rows.Where(row => row.Key.State == stateName && row.Value.State is TState).Select(row => (row.Key.Grain.Key.ToString()!, (TState)row.Value.State))];

    /// <summary>The next write fails before anything is stored.</summary>
    public void FailNextWrite() => FailWriteNumber(1);

    /// <summary>Of the writes to come, this one fails before anything is stored.</summary>
    public void FailWriteNumber(int number) => _failures = number;

    /// <summary>Of the writes to come, this one is stored and fails all the same, as one whose connection is lost before the answer.</summary>
    public void LoseAnswerNumber(int number) => _silences = number;

    /// <summary>The next read fails.</summary>
    public void FailNextRead() => _unreadable = 1;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Interlocked.Decrement(ref _unreadable) == 0)
        {
            return Task.FromException(new StorageUnavailableException("The test said so."));
        }

        if (_rows.TryGetValue((grainId, stateName), out var row))
        {
            grainState.State = (T)row.State;
            grainState.ETag = $"{row.Version}";
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // A real store answers later, so that turns which only fit between are tried here, too.
        await Task.Yield();
        Interlocked.Increment(ref _writes);
        FailIfTold();

        var version = Version(grainState.ETag);
        (object State, int Version) next = (grainState.State!, version + 1);
        var key = (grainId, stateName);

        if (version == 0 ? !_rows.TryAdd(key, next) : !Replace(key, version, next))
        {
            throw WrittenByAnother(grainId);
        }

        if (grainState.State is ICarriesRecords records)
        {
            records.NewEvents.ToList().ForEach(_events.Enqueue);
            records.NewMails.ToList().ForEach(_mails.Enqueue);
        }

        if (Interlocked.Decrement(ref _silences) == 0)
        {
            throw new StorageUnavailableException("The test said so.");
        }

        grainState.ETag = $"{version + 1}";
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        Interlocked.Increment(ref _clears);
        FailIfTold();

        var version = Version(grainState.ETag);
        var key = (grainId, stateName);
        var isHere = _rows.TryGetValue(key, out var row);

        if (isHere ? row.Version != version || !_rows.TryRemove(KeyValuePair.Create(key, row)) : version != 0)
        {
            throw WrittenByAnother(grainId);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    Task<Page<AuditEvent>?> IEventLog.ListAsync(EventQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<Page<AuditEvent>?>(new Page<AuditEvent>(
            [.. _events.Where(e => (query.UserId is null || e.UserId == query.UserId) && (query.Type is null || e.Type == query.Type)).Reverse()], null));

    public Task<ImmutableArray<AuditEvent>> ReadChainAsync(string chain, long afterSequence, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult(_events.Where(e => e.Chain == chain && e.Sequence > afterSequence).OrderBy(e => e.Sequence).Take(limit).ToImmutableArray());

    public Task<ImmutableArray<AuditEvent>> ReadAllAsync(ChainPosition? after, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult(_events
            .OrderBy(e => e.Chain, StringComparer.Ordinal).ThenBy(e => e.Sequence)
            .SkipWhile(e => after is not null && (string.CompareOrdinal(e.Chain, after.Chain), e.Sequence) is var (order, sequence) && (order < 0 || (order == 0 && sequence <= after.Sequence)))
            .Take(limit)
            .ToImmutableArray());

    public Task<int> ErasePersonalAsync(string userId, CancellationToken cancellationToken = default) => Task.FromResult(0);

    Task<Page<ListedUser>?> IUserIndex.ListAsync(UserQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<Page<ListedUser>?>(new Page<ListedUser>([], null));

    /// <summary>By the name of the property: the states are the grains' own business.</summary>
    Task<ImmutableArray<string>> IUserIndex.ListBehindAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<string>>(
    [
        .. _rows.Where(row => row.Value.State.GetType().GetProperty("SessionsBehind")?.GetValue(row.Value.State) is true)
            .Select(row => row.Key.Grain.Key.ToString()!).Take(limit),
    ]);
    /// <summary>Rows have no times here: all of them are old enough.</summary>
    Task<ImmutableArray<string>> IStateKeys.ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit) => Task.FromResult(_rows.Keys
        .Where(key => key.Grain.Type.ToString() == grainType).Select(key => key.Grain.Key.ToString()!)
        .Where(key => string.CompareOrdinal(key, after) > 0).Distinct().Order(StringComparer.Ordinal).Take(limit).ToImmutableArray());

    private bool Replace((GrainId, string) key, int version, (object State, int Version) next) =>
        _rows.TryGetValue(key, out var row) && row.Version == version && _rows.TryUpdate(key, next, row);

    private static int Version(string? etag) => etag is null ? 0 : int.Parse(etag, System.Globalization.CultureInfo.InvariantCulture);

    private static InconsistentStateException WrittenByAnother(GrainId grainId) => new($"The state of {grainId} was written by another.");

    private void FailIfTold()
    {
        if (Interlocked.Decrement(ref _failures) == 0)
        {
            throw new StorageUnavailableException("The test said so.");
        }
    }
}
