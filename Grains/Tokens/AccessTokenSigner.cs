using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Tokens;

/// <summary>Makes access tokens: JWTs of type <c>at+jwt</c> (RFC 9068), signed with the key whose turn it is.</summary>
/// <remarks>
/// While the ring cannot be asked, what was heard of it serves on for as long as a key is published before it signs: the key whose turn it is
/// is known until then. A withdrawn one may sign for so long; nodes go by what they hear of the ring themselves, and refuse its tokens.
/// </remarks>
internal sealed class AccessTokenSigner(
    IGrainFactory grains, MasterKey master, IOptions<TokenOptions> options, TimeProvider clock, ILogger<AccessTokenSigner> log)
{
    /// <summary>A key is published sixty times as long before it signs. One that is withdrawn signs for so long yet, and what it signs nodes refuse.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    /// <summary>How long who knows a key waits for news of the ring.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

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
        if (snapshot is null || now - snapshot.AskedAt >= MaxAge || !snapshot.ServesAt(now))
        {
            _snapshot = snapshot = await AskAsync(snapshot, now);
        }

        var key = snapshot.Ring.SigningAt(now);

        if (snapshot.Signature?.Kid != key.Kid)
        {
            _snapshot = snapshot = snapshot with { Signature = new TokenSignature(key, master) };
        }

        return snapshot.Signature!;
    }

    private async Task<Snapshot> AskAsync(Snapshot? known, DateTimeOffset now)
    {
        var asked = grains.GetKeyRing().GetAsync();

        if (known is null || !known.ServesAt(now))
        {
            return new Snapshot(await asked, now, now, known?.Signature);
        }

        try
        {
            return new Snapshot(await asked.WaitAsync(MaxWait, clock), now, now, known.Signature);
        }
        catch (Exception exception) when (exception is not MasterKeyException)
        {
            log.LogWarning(exception, "The key ring cannot be asked; the key that was known at {Time} signs on", known.At);
            // What others have heard meanwhile is no older.
            return _snapshot! with { AskedAt = now };
        }
    }

    /// <param name="Ring">What the ring said.</param>
    /// <param name="At">When it said so.</param>
    /// <param name="AskedAt">When it was last asked, with or without an answer.</param>
    /// <param name="Signature">The key that signs, opened; null before the first token.</param>
    private sealed record Snapshot(KeyRing Ring, DateTimeOffset At, DateTimeOffset AskedAt, TokenSignature? Signature)
    {
        /// <summary>Whether it serves without news: it does not know the keys that were published since, but none of them signs yet.</summary>
        public bool ServesAt(DateTimeOffset now) => now >= At && now - At < KeySchedule.PublishAhead && Ring.SigningAt(now).SignsAt(now);
    }
}
