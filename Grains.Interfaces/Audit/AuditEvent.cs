using System.Text.Json.Nodes;

namespace Actors.Audit;

/// <summary>One entry of the audit log: who did what to whom, when, from where, and how it ended.</summary>
/// <remarks>
/// Entries of one chain are numbered from 1 without gaps and each names the hash of the one before, so a changed, removed or
/// reordered row is found by <c>verify</c>. What is personal (<see cref="Personal"/>) enters the hash only through
/// <see cref="PersonalHash"/>: it can be erased with the account and the chain still verifies.
/// </remarks>
[GenerateSerializer, Immutable, Alias("audit.Event")]
public sealed record AuditEvent
{
    /// <summary><c>evt_</c> and a UUIDv7; unique over all chains.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The chain it belongs to: the id of the user, session or invitation whose grain wrote it, or a name such as <c>probes</c>.</summary>
    [Id(1)] public required string Chain { get; init; }

    /// <summary>Its number in the chain, from 1.</summary>
    [Id(2)] public required long Sequence { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>What happened, as <c>noun.verb</c>, for instance <c>user.login</c>.</summary>
    [Id(4)] public required string Type { get; init; }

    /// <summary><c>success</c>, or the code of the refusal, for instance <c>invalid_credentials</c>.</summary>
    [Id(5)] public required string Outcome { get; init; }

    /// <summary>The user who acted; null where nobody was signed in.</summary>
    [Id(6)] public string? ActorId { get; init; }

    /// <summary>The user whom it is about.</summary>
    [Id(12)] public required string UserId { get; init; }

    /// <summary>The request that caused it.</summary>
    [Id(7)] public string? RequestId { get; init; }

    /// <summary>What can be erased; null once it was.</summary>
    [Id(8)] public AuditPersonal? Personal { get; init; }

    /// <summary>SHA-256 of <see cref="Personal"/>, lower-case hex; stays when the personal part is erased.</summary>
    [Id(9)] public required string PersonalHash { get; init; }

    /// <summary>The <see cref="Hash"/> of the entry before; empty for the first.</summary>
    [Id(10)] public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over all the fields above but <see cref="Personal"/>, lower-case hex.</summary>
    [Id(11)] public required string Hash { get; init; }

    /// <summary>
    /// The entry as a user may see it: what another user did, such as an administrator, comes without what it says of that one. Where
    /// nobody was signed in nothing is left out, since who owns an account needs the addresses of those who try it.
    /// </summary>
    /// <param name="userId">The user who sees it.</param>
    public AuditEvent AsToldTo(string userId) =>
        ActorId is null || ActorId == userId ? this : this with { Personal = Personal?.WithoutActor() };
}

/// <summary>The part of an audit entry that says something of a person.</summary>
/// <param name="Ip">The caller's address.</param>
/// <param name="UserAgent">The caller's program, as it named itself.</param>
/// <param name="Detail">What else is worth knowing, as one JSON object; never a secret.</param>
[GenerateSerializer, Immutable, Alias("audit.Personal")]
public sealed record AuditPersonal(string? Ip, string? UserAgent, string? Detail)
{
    /// <summary>The member of <see cref="Detail"/> that is written for the log alone.</summary>
    private const string Reason = "reason";

    /// <summary>Without where the actor was, and why it was done.</summary>
    public AuditPersonal WithoutActor() => new(null, null, WithoutReason());

    private string? WithoutReason()
    {
        if (Detail is null || JsonNode.Parse(Detail) is not JsonObject members || !members.Remove(Reason))
        {
            return Detail;
        }

        return members.Count == 0 ? null : members.ToJsonString();
    }
}
