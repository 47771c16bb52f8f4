using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>Writes several documents of one user, all or none. The key is the user's id.</summary>
/// <remarks>
/// All documents are checked first. What is to be done is stored before the first of them is written, so a crash in between is found
/// when the grain is next called, which each silo sees to a minute later at most: the import goes on where it was, or, where a
/// document can no longer be written, takes back what it has written. While it is under way, readers may see some documents before others.
/// </remarks>
[Alias("settings.ISettingsImportGrain")]
public interface ISettingsImportGrain : IGrainWithStringKey
{
    /// <summary>At most so many documents come at once.</summary>
    const int MaxDocuments = 1000;

    /// <summary>At most so many bytes, with what the lines of an export wrap around the documents: 8 MiB.</summary>
    const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>More than a line of an export wraps around its document: the persona's name, the version, the time.</summary>
    const int MaxLineBytes = 256;

    /// <summary>Makes each document the document of its persona; personas that are not named stay as they are.</summary>
    /// <param name="documents">One a persona, at most <see cref="MaxDocuments"/> of them and <see cref="MaxBytes"/> of text.</param>
    /// <param name="origin">Who asks.</param>
    [Alias("ImportAsync"), ResponseTimeout(CallTimeouts.Query)]
    Task<SettingsImported> ImportAsync(ImmutableArray<SettingsImportItem> documents, RequestOrigin origin);

    /// <summary>Ends what a crash has interrupted, if there is anything.</summary>
    [Alias("FinishAsync"), ResponseTimeout(CallTimeouts.Query)]
    Task FinishAsync();
}

/// <summary>A document to be imported.</summary>
/// <param name="Persona">A valid name.</param>
/// <param name="Document">The JSON text, UTF-8.</param>
[GenerateSerializer, Immutable, Alias("settings.ImportItem")]
public sealed record SettingsImportItem(string Persona, ImmutableArray<byte> Document);

/// <summary>How an import ended.</summary>
[GenerateSerializer, Alias("settings.ImportOutcome")]
public enum SettingsImportOutcome
{
    /// <summary>All documents are written.</summary>
    Imported,

    /// <summary>A document is not JSON, breaks a rule or a schema, or is too large, or two are of one persona; nothing was changed.</summary>
    Invalid,

    /// <summary>There would be more personas than are allowed; nothing was changed.</summary>
    TooManyPersonas,

    /// <summary>The documents together are too many or too large; nothing was changed.</summary>
    TooLarge,

    /// <summary>There would be more different names of personas than are allowed, with those that were deleted; nothing was changed.</summary>
    TooManyNames,
}

/// <summary>The answer to an import.</summary>
/// <param name="Outcome">What callers switch on.</param>
/// <param name="Versions">The version that each document has now, in the order in which they came; only when imported.</param>
/// <param name="Errors">What is wrong, by the number of the document from 0; only when invalid.</param>
[GenerateSerializer, Immutable, Alias("settings.Imported")]
public sealed record SettingsImported(
    SettingsImportOutcome Outcome, ImmutableArray<long> Versions, ImmutableArray<SettingsImportError> Errors)
{
    /// <summary>Nothing was changed.</summary>
    public static SettingsImported Refused(SettingsImportOutcome outcome, params ImmutableArray<SettingsImportError> errors) => new(outcome, [], errors);
}

/// <summary>What is wrong with one of the documents.</summary>
/// <param name="Index">The document's number, from 0.</param>
/// <param name="Error">What is wrong with it.</param>
[GenerateSerializer, Immutable, Alias("settings.ImportError")]
public sealed record SettingsImportError(int Index, SettingsError Error);
