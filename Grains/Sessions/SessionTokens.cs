using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Sessions;

/// <summary>Makes a session's tokens from its state. A refresh token follows from the state and the master key, so it can be made again and is stored nowhere.</summary>
internal sealed class SessionTokens(AccessTokenSigner signer, MasterKey master, IOptions<TokenOptions> options)
{
    /// <summary>What the keys are for.</summary>
    public const string Purpose = "refresh-token";

    /// <summary>The first makes tokens, any proves them.</summary>
    private readonly ImmutableArray<byte[]> _keys = master.DeriveAll(Purpose);

    /// <summary>The pair of the state's generation, issued at <paramref name="issuedAt"/>.</summary>
    public async ValueTask<TokenPair> MakeAsync(string sessionId, SessionState state, DateTimeOffset issuedAt)
    {
        var access = await signer.SignAsync(new AccessTokenClaims(
            state.UserId!,
            sessionId,
            string.Create(CultureInfo.InvariantCulture, $"{sessionId}.{state.Generation}"),
            state.Standing!.Roles,
            issuedAt));

        var refresh = new RefreshTokenText(sessionId, state.Generation, ProofOf(_keys[0], sessionId, state.Nonce, state.Generation));
        return new TokenPair(access, (int)options.Value.AccessLifetime.TotalSeconds, refresh.ToString(), sessionId);
    }

    /// <summary>Whether the token was made by this session, in whatever generation.</summary>
    public bool Proves(RefreshTokenText token, SessionState state) =>
        token.Generation <= state.Generation
        && _keys.Any(key => SecretText.AreEqual(token.Proof, ProofOf(key, token.SessionId, state.Nonce, token.Generation)));

    /// <summary>What only who has the key can say of a session's generation.</summary>
    public static string ProofOf(byte[] key, string sessionId, string nonce, long generation)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{sessionId}|{nonce}|{generation}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
