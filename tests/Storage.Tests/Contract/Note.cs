using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>A state such as grains have: an immutable record that may carry records along.</summary>
internal sealed record Note : ICarriesRecords
{
    public string Text { get; init; } = "";

    public DateTimeOffset? WrittenAt { get; init; }

    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    [JsonIgnore]
    public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    [JsonIgnore]
    public ImmutableArray<OutgoingMail> NewMails { get; init; } = [];
}

[JsonDerivedType(typeof(Picture), "picture")]
[JsonDerivedType(typeof(Link), "link")]
internal abstract record Attachment;

internal sealed record Picture(int W, string Alt = "none") : Attachment;

internal sealed record Link(string Url) : Attachment;

/// <summary>What an older program knew of a note.</summary>
internal sealed record OldNote
{
    public string Text { get; init; } = "";
}

/// <summary>What a newer program will know of a note.</summary>
internal sealed record NewNote
{
    public string Text { get; init; } = "";

    public string Colour { get; init; } = "white";

    public ImmutableArray<string> Tags { get; init; } = [];
}

/// <summary>A note whose size is asked for by queries.</summary>
internal sealed record AskedForNote
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Size { get; init; }
}

/// <summary>A note that says what it is, worked out from what it needs.</summary>
internal sealed record CountedNote
{
    public ImmutableArray<string> Words { get; init; } = [];

    public bool IsShort => Words.Length < 2;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(OldNote))]
[JsonSerializable(typeof(NewNote))]
[JsonSerializable(typeof(AskedForNote))]
[JsonSerializable(typeof(CountedNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
