namespace Actors.Silo.Storage.Backups;

/// <summary>What a column means, whichever way a database holds it.</summary>
internal enum ColumnKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="string"/> that is JSON: PostgreSQL keeps what it says, not how it was written.</summary>
    Json,

    /// <summary>A <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="bool"/>.</summary>
    Flag,

    /// <summary>A <see cref="DateTimeOffset"/> that both databases keep to the tick.</summary>
    Time,

    /// <summary>A <see cref="DateTimeOffset"/> that PostgreSQL keeps to the microsecond.</summary>
    TimeToMicrosecond,

    /// <summary>A <see cref="DateTimeOffset"/> that SQLite keeps to the millisecond.</summary>
    TimeToMillisecond,
}

internal sealed record BackupColumn(string Name, ColumnKind Kind);

/// <summary>A table as backups have it. A row is its values in the order of the columns; what is NULL is null.</summary>
internal sealed record BackupTable(string Name, params IReadOnlyList<BackupColumn> Columns)
{
    /// <summary>Everything that is stored, in the order of a backup. Tests hold it against the schemas of both databases.</summary>
    public static IReadOnlyList<BackupTable> All { get; } =
    [
        new(
            "grain_state",
            new("grain_type", ColumnKind.Text), new("grain_key", ColumnKind.Text), new("state_name", ColumnKind.Text),
            new("payload", ColumnKind.Json), new("version", ColumnKind.Number), new("modified_at", ColumnKind.TimeToMillisecond)),
        new(
            "audit_event",
            new("position", ColumnKind.Number), new("chain", ColumnKind.Text), new("sequence", ColumnKind.Number),
            new("id", ColumnKind.Text), new("at", ColumnKind.Time), new("type", ColumnKind.Text), new("outcome", ColumnKind.Text),
            new("user_id", ColumnKind.Text), new("actor_id", ColumnKind.Text), new("request_id", ColumnKind.Text),
            new("has_personal", ColumnKind.Flag), new("ip", ColumnKind.Text), new("user_agent", ColumnKind.Text), new("detail", ColumnKind.Text),
            new("personal_hash", ColumnKind.Text), new("previous_hash", ColumnKind.Text), new("hash", ColumnKind.Text)),
        new(
            "outbox",
            new("id", ColumnKind.Text), new("recipient", ColumnKind.Text), new("subject", ColumnKind.Text), new("text", ColumnKind.Text),
            new("html", ColumnKind.Text), new("created_at", ColumnKind.TimeToMicrosecond), new("due_at", ColumnKind.TimeToMicrosecond),
            new("attempts", ColumnKind.Number), new("last_error", ColumnKind.Text)),
    ];

    /// <summary>The same table with those columns alone: a schema of its time may have had fewer.</summary>
    public BackupTable With(IReadOnlyCollection<string> names) => this with { Columns = [.. Columns.Where(column => names.Contains(column.Name))] };
}
