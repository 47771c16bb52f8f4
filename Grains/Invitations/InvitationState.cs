using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Invitations;

/// <summary>One invitation as it is stored: only the hash of its secret.</summary>
[GenerateSerializer, Immutable, Alias("invitations.State")]
internal sealed record InvitationState : IAuditedState<InvitationState>
{
    /// <summary>Null: there is no such invitation.</summary>
    [JsonConverter(typeof(DigestConverter))]
    [Id(0)] public string? Hash { get; init; }

    [Id(1)] public DateTimeOffset CreatedAt { get; init; }

    [Id(2)] public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The administrator who made it.</summary>
    [Id(3)] public string? CreatedBy { get; init; }

    /// <summary>The only address that it is for, as it was typed.</summary>
    [Id(4)] public string? Email { get; init; }

    /// <summary>The address whose account is being made, so that a crash in between leaves it good for no other.</summary>
    [Id(5)] public string? UsedFor { get; init; }

    /// <summary>The id of the account that it makes, decided with its first use and never again: whatever breaks off or comes late, it makes one.</summary>
    [Id(9)] public string? UserId { get; init; }

    [Id(6)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(7)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    [JsonIgnore]
    [Id(8)] public ImmutableArray<OutgoingMail> NewMails { get; init; } = [];

    public InvitationState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public InvitationState WithoutRecords() => this with { NewEvents = [], NewMails = [] };
}

/// <summary>The ids of the invitations that may be open, the oldest first.</summary>
[GenerateSerializer, Immutable, Alias("invitations.ListState")]
internal sealed record InvitationListState
{
    [Id(0)] public ImmutableArray<ListedInvitation> Open { get; init; } = [];
}

/// <param name="Id">The invitation's id.</param>
/// <param name="ExpiresAt">When it leaves the list at the latest.</param>
[GenerateSerializer, Immutable, Alias("invitations.Listed")]
internal sealed record ListedInvitation(string Id, DateTimeOffset ExpiresAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvitationState))]
[JsonSerializable(typeof(InvitationListState))]
internal sealed partial class InvitationStateJson : JsonSerializerContext;
