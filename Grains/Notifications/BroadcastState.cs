using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Notifications;

/// <summary>How far a message to many is.</summary>
[GenerateSerializer, Immutable, Alias("notifications.BroadcastState")]
internal sealed record BroadcastState
{
    /// <summary>Null: it never began.</summary>
    [Id(0)] public Broadcast? Broadcast { get; init; }

    [Id(1)] public BroadcastStatus Status { get; init; }

    [Id(2)] public long? Total { get; init; }

    [Id(3)] public long Reached { get; init; }

    [Id(4)] public long Failed { get; init; }

    /// <summary>Where the list of users goes on; null at its beginning.</summary>
    [Id(5)] public string? Cursor { get; init; }

    [Id(6)] public DateTimeOffset? FinishedAt { get; init; }

    public BroadcastProgress? ToProgress() =>
        Broadcast is null ? null : new BroadcastProgress(Broadcast, Status, Total, Reached, Failed, FinishedAt);
}

/// <summary>The messages to many.</summary>
[GenerateSerializer, Immutable, Alias("notifications.BroadcastsState")]
internal sealed record BroadcastsState : IAuditedState<BroadcastsState>
{
    /// <summary>Ids, newest first.</summary>
    [Id(0)] public ImmutableArray<string> Known { get; init; } = [];

    /// <summary>Those that are under way, whole, so that one can be begun after a crash.</summary>
    [Id(1)] public ImmutableArray<Broadcast> Running { get; init; } = [];

    [Id(2)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(3)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public BroadcastsState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public BroadcastsState WithoutRecords() => this with { NewEvents = [] };
}
