using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Options;

namespace Actors.Tokens;

/// <summary>Makes access tokens: JWTs of type <c>at+jwt</c> (RFC 9068), signed with the key whose turn it is.</summary>
internal sealed class AccessTokenSigner(IGrainFactory grains, MasterKey master, IOptions<TokenOptions> options, TimeProvider clock)
{
    /// <summary>A key is published sixty times as long before it signs. One that is withdrawn signs for so long yet, and what it signs nodes refuse.</summary>
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);

    private Snapshot? _snapshot;

    public async ValueTask<string> SignAsync(AccessTokenClaims claims)
    {
        var signature = await SignatureAsync();
        var signed = $"{signature.Header}.{Base64Url.EncodeToString(claims.ToJson(options.Value))}";

        return $"{signed}.{Base64Url.EncodeToString(signature.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private async ValueTask<TokenSignature> SignatureAsync()
    {
        var now = clock.GetUtcNow();
        var snapshot = _snapshot;

        // Several may ask at once; each picture is whole, and the last one stays.
        if (snapshot is null || now - snapshot.At >= MaximumAge || now < snapshot.At)
        {
            var ring = await grains.GetKeyRing().GetAsync();
            _snapshot = snapshot = new Snapshot(ring, now, snapshot?.Signature);
        }

        var key = snapshot.Ring.SigningAt(now);

        if (snapshot.Signature?.Kid != key.Kid)
        {
            _snapshot = snapshot = snapshot with { Signature = new TokenSignature(key, master) };
        }

        return snapshot.Signature!;
    }

    private sealed record Snapshot(KeyRing Ring, DateTimeOffset At, TokenSignature? Signature);
}
