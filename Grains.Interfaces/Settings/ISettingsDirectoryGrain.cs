using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Settings;

/// <summary>Looks through the stored documents of all users, and through the schemas. A stateless worker: it asks the store and the schemas.</summary>
[Alias("settings.ISettingsDirectoryGrain")]
public interface ISettingsDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Documents of a persona that break the schema in force, in the order of their users' ids.</summary>
    /// <remarks>
    /// A page ends also where a thousand documents were looked at, so it may have fewer items than asked for, even none, and yet go on.
    /// A document is told as it is stored: one that is being written at this moment may be told as it was.
    /// </remarks>
    /// <param name="persona">The persona's name.</param>
    /// <param name="afterUser">Where to go on, from <see cref="Page{T}.NextCursor"/>; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    [Alias("ListViolationsAsync"), ResponseTimeout(CallTimeouts.Query)]
    Task<Page<SettingsViolation>> ListViolationsAsync(string persona, string? afterUser, int limit);

    /// <summary>The schemas that are in force, in the order of their personas.</summary>
    /// <remarks>A page may have fewer items than asked for, even none, and yet go on: a schema that was taken out of force is passed over.</remarks>
    /// <param name="afterPersona">Where to go on, from <see cref="Page{T}.NextCursor"/>; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    [Alias("ListSchemasAsync"), ResponseTimeout(CallTimeouts.Query)]
    Task<Page<SettingsSchemaEntry>> ListSchemasAsync(string? afterPersona, int limit);
}

/// <summary>A schema in force, without its texts.</summary>
/// <param name="Persona">Whose documents it is for.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="UpdatedAt">When it was put in force, UTC.</param>
/// <param name="UpdatedBy">The administrator who did.</param>
[GenerateSerializer, Immutable, Alias("settings.SchemaEntry")]
public sealed record SettingsSchemaEntry(string Persona, long Version, DateTimeOffset UpdatedAt, string? UpdatedBy);

/// <summary>A document that breaks the schema of its persona. It stays as it is until its next write.</summary>
/// <param name="UserId">Whose document.</param>
/// <param name="Version">The document's version.</param>
/// <param name="UpdatedAt">When it was written, UTC.</param>
/// <param name="SchemaVersion">The version of the schema that it breaks.</param>
/// <param name="Errors">Where and how.</param>
[GenerateSerializer, Immutable, Alias("settings.Violation")]
public sealed record SettingsViolation(string UserId, long Version, DateTimeOffset UpdatedAt, long SchemaVersion, ImmutableArray<SettingsError> Errors);
