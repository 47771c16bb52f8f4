using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>Which personas one user has, and the limit of them. The key is the user's id. It calls no other grain.</summary>
/// <remarks>
/// A document claims its name here before its first version is written and gives it back after its deletion: a crash between
/// the two leaves a name without a document, never a document without its name. Names left over are given back when they are listed.
/// Whoever makes a document looks at its name once more afterwards, and whoever gives a name back at the document: where a silo that is thought lost goes on,
/// one of the two sees the other.
/// </remarks>
[Alias("settings.IPersonaIndexGrain")]
public interface IPersonaIndexGrain : IGrainWithStringKey
{
    /// <summary>Takes a name, once or again, by what is stored now; false when the user has as many as are allowed, or is being erased.</summary>
    [Alias("ClaimAsync")]
    Task<bool> ClaimAsync(string persona);

    /// <summary>Whether all of these names could be taken now, those that are taken among them.</summary>
    [Alias("HasRoomAsync")]
    Task<bool> HasRoomAsync(ImmutableArray<string> names);

    /// <summary>Of names that cannot all be taken: whether they are not too many, but too many different ones were given back.</summary>
    [Alias("AreUsedUpAsync")]
    Task<bool> AreUsedUpAsync(ImmutableArray<string> names);

    /// <summary>Gives a name back: it no longer counts. Its document may have older versions.</summary>
    [Alias("ReleaseAsync")]
    Task ReleaseAsync(string persona);

    /// <summary>The names that are taken, sorted.</summary>
    [Alias("ListAsync")]
    Task<ImmutableArray<string>> ListAsync();

    /// <summary>The names that are or were taken, sorted by their bytes: documents that were deleted have older versions.</summary>
    [Alias("ListAllAsync")]
    Task<ImmutableArray<string>> ListAllAsync();

    /// <summary>Lets no name be taken from now on, and tells every name that is or was: for the deletion of an account.</summary>
    [Alias("BeginErasureAsync")]
    Task<ImmutableArray<string>> BeginErasureAsync();

    /// <summary>Forgets every name, once their documents are erased.</summary>
    [Alias("EndErasureAsync")]
    Task EndErasureAsync();
}
