using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;
using Actors.Notifications;

namespace Actors.Sessions;

/// <summary>One session as it is stored. No token is in it: tokens are made from the nonce and the program's master key.</summary>
[GenerateSerializer, Immutable, Alias("sessions.SessionState")]
internal sealed record SessionState : IAuditedState<SessionState>
{
    /// <summary>Whose it is; null: there is no such session.</summary>
    [Id(0)] public string? UserId { get; init; }

    /// <summary>Random; sets this session's tokens apart from all others.</summary>
    [Id(1)] public string Nonce { get; init; } = "";

    /// <summary>How many times the refresh token was rotated; only the token of this generation is unspent.</summary>
    [Id(2)] public long Generation { get; init; }

    [Id(3)] public DateTimeOffset RotatedAt { get; init; }

    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public DateTimeOffset LastSeenAt { get; init; }

    [Id(6)] public DateTimeOffset AuthenticatedAt { get; init; }

    [Id(7)] public string? Ip { get; init; }

    [Id(8)] public string? UserAgent { get; init; }

    [Id(9)] public ImmutableArray<string> Methods { get; init; } = [];

    [Id(10)] public Standing? Standing { get; init; }

    [Id(11)] public DateTimeOffset? EndedAt { get; init; }

    [Id(12)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    /// <summary>What the owner is to be told of the session's end; kept until the inbox has it.</summary>
    [Id(15)] public Notice? Notice { get; init; }

    [JsonIgnore]
    [Id(13)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public SessionState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public SessionState WithoutRecords() => this with { NewEvents = [] };
}
