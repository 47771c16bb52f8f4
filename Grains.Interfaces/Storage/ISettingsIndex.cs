using System.Collections.Immutable;

namespace Actors.Storage;

/// <summary>All users' documents of one persona, from an index on the keys that they are stored under.</summary>
/// <remarks>It reads the payload of state <c>settings</c> of grain type <c>settings</c>: <c>document</c>, <c>version</c> and <c>updated_at</c>.</remarks>
public interface ISettingsIndex
{
    /// <summary>Documents in the order of their users' ids; those that were deleted are among them, with an empty text.</summary>
    /// <param name="persona">The persona's name.</param>
    /// <param name="afterUser">The user of the last document of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="StorageUnavailableException">The store cannot answer now.</exception>
    Task<ImmutableArray<StoredDocument>> ListAsync(string persona, string? afterUser, int limit);
}

/// <summary>A document as it is stored.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Version">From 1.</param>
/// <param name="UpdatedAt">When this version was written, UTC.</param>
/// <param name="Document">The JSON text, UTF-8; empty after a deletion.</param>
[GenerateSerializer, Immutable, Alias("storage.StoredDocument")]
public sealed record StoredDocument(string UserId, long Version, DateTimeOffset UpdatedAt, ImmutableArray<byte> Document);
