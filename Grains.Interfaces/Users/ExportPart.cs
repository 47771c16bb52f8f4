namespace Actors.Users;

/// <summary>A part of a user's export: all of them, one after the other, are one JSON text.</summary>
/// <param name="Text">The part.</param>
/// <param name="Next">What to ask with for the next one; null when this was the last.</param>
[GenerateSerializer, Immutable, Alias("users.ExportPart")]
public sealed record ExportPart(string Text, string? Next);
