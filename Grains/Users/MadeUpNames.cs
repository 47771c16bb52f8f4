using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Actors.Tokens;

namespace Actors.Users;

/// <summary>
/// Where failures are kept of names that nobody registered. It takes the master key to know which names share a place, and to know from
/// what is stored which names they are.
/// </summary>
internal sealed class MadeUpNames(MasterKey master)
{
    private const int NameLength = 16;

    private readonly ImmutableArray<byte[]> _keys = master.DeriveAll("made-up-names");

    /// <summary>The decoy that keeps them, and what it calls the name: first where they are kept now, then where they were under the former master key.</summary>
    public IEnumerable<(long Decoy, string Name)> PlacesOf(string userId) => _keys.Select(key =>
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(userId));
        return ((long)(hash[0] % DecoyGrain.Count), Convert.ToHexStringLower(hash.AsSpan(1, NameLength)));
    });
}
