using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Actors.Storage;

namespace Actors.Audit;

/// <summary>What a grain has to tell the audit log.</summary>
internal sealed record AuditEntry(string Type, string Outcome = "success", string? Detail = null);

/// <summary>The end of a chain of audit entries: what the next one has to name.</summary>
[GenerateSerializer, Immutable, Alias("audit.Chain")]
internal sealed record AuditChain
{
    public static readonly AuditChain Empty = new();

    [Id(0)] public long Sequence { get; init; }

    [JsonConverter(typeof(DigestConverter))]
    [Id(1)] public string LastHash { get; init; } = "";

    /// <summary>Makes the next entry and the chain that ends with it.</summary>
    public (AuditChain Next, AuditEvent Event) Append(string chainId, string userId, AuditEntry entry, RequestOrigin origin, DateTimeOffset now)
    {
        var personal = new AuditPersonal(origin.Ip, origin.UserAgent, AuditDetail.With(entry.Detail, origin.Reason));

        var draft = new AuditEvent
        {
            Id = Ids.New(Ids.Event, now),
            Chain = chainId,
            Sequence = Sequence + 1,
            // The store and the wire keep milliseconds; what is hashed must come back as it was.
            At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            Type = entry.Type,
            Outcome = entry.Outcome,
            ActorId = origin.ActorId,
            UserId = userId,
            RequestId = origin.RequestId,
            Personal = personal,
            PersonalHash = AuditHash.Of(personal),
            PreviousHash = LastHash,
            Hash = "",
        };

        var sealedEvent = draft with { Hash = AuditHash.Of(draft) };
        return (new AuditChain { Sequence = sealedEvent.Sequence, LastHash = sealedEvent.Hash }, sealedEvent);
    }
}

/// <summary>The hashes that tie entries together. Every field is written with its length, so no two entries give the same text.</summary>
internal static class AuditHash
{
    public static string Of(AuditPersonal personal) => Sha256(personal.Ip, personal.UserAgent, personal.Detail);

    public static string Of(AuditEvent entry) => Sha256(
        entry.Id,
        entry.Chain,
        entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        entry.Type,
        entry.Outcome,
        entry.ActorId,
        entry.UserId,
        entry.RequestId,
        entry.PersonalHash,
        entry.PreviousHash);

    private static string Sha256(params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder();

        foreach (var field in fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:{field};");
        }

        return SecretText.Sha256Hex(text.ToString());
    }
}
