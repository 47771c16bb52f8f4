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

    private readonly byte[] _key = master.Derive("made-up-names");

    /// <summary>The decoy that keeps them, and what it calls the name.</summary>
    public (long Decoy, string Name) PlaceOf(string userId)
    {
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(userId));
        return (hash[0] % DecoyGrain.Count, Convert.ToHexStringLower(hash.AsSpan(1, NameLength)));
    }
}
