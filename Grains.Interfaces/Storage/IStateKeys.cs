using System.Collections.Immutable;

namespace Actors.Storage;

/// <summary>Which grains have stored state: for those that nobody calls any more and that still have something to do.</summary>
public interface IStateKeys
{
    /// <summary>Keys of grains of a type whose state was last written before a time, each once and in their order.</summary>
    /// <param name="grainType">The grain type's name.</param>
    /// <param name="writtenBefore">Grains whose state was written later are left out.</param>
    /// <param name="after">The last key of the page before; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="StorageUnavailableException">The store cannot answer now.</exception>
    Task<ImmutableArray<string>> ListAsync(string grainType, DateTimeOffset writtenBefore, string? after, int limit);
}
