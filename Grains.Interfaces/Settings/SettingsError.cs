namespace Actors.Settings;

/// <summary>One thing that is wrong with a document, a patch or a schema, and where.</summary>
/// <param name="Path">RFC 6901 pointer into what was sent: the document, or for a patch <c>/2/path</c>. Empty for the whole.</param>
/// <param name="Code">For programs, <c>snake_case</c>, for instance <c>duplicate_key</c>; the codes are in <see cref="SettingsErrorCodes"/>.</param>
/// <param name="Message">For people, one sentence. It repeats nothing of the values that were sent.</param>
/// <param name="Offset">The byte at which the text goes wrong, from 0; null where the text is well-formed.</param>
[GenerateSerializer, Immutable, Alias("settings.Error")]
public sealed record SettingsError(string Path, string Code, string Message, int? Offset = null);
