using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Actors.Tokens;

/// <summary>Signs with one key (RFC 7515); may be used by many at once.</summary>
internal sealed class TokenSignature
{
    private readonly SigningKey _key;
    private readonly MasterKey _master;
    private readonly byte[]? _sharedSecret;

    // One pair serves one signer at a time. They are few, and go with the key.
    private readonly ConcurrentBag<ECDsa> _pairs = [];

    public TokenSignature(SigningKey key, MasterKey master)
    {
        (_key, _master) = (key, master);
        _sharedSecret = key.Algorithm == SigningKey.HS256 ? key.DecryptSecret(master) : null;

        Header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            new JwsHeader(key.Algorithm, key.Kid, "at+jwt"), JwsHeaderJson.Plain.JwsHeader));
    }

    public string Kid => _key.Kid;

    /// <summary>The token's first part.</summary>
    public string Header { get; }

    public byte[] Sign(byte[] data)
    {
        if (_sharedSecret is not null)
        {
            return HMACSHA256.HashData(_sharedSecret, data);
        }

        if (!_pairs.TryTake(out var pair))
        {
            pair = _key.OpenPrivate(_master);
        }

        try
        {
            return pair.SignData(data, HashAlgorithmName.SHA256);
        }
        finally
        {
            _pairs.Add(pair);
        }
    }
}
