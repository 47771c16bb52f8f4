using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.Sessions;
using Actors.Tokens;
using Actors.Users;
using Actors.Users.Passwords;

namespace Actors.Bench.Stores;

/// <summary>Who is stored: the user of a number, with all that proves who they are. Nothing is asked of the service for it.</summary>
internal sealed class Credentials
{
    public const string Password = "a lantern over cold water";

    private static readonly TokenOptions Tokens = new();

    private readonly MasterKey _master;
    private readonly TokenSignature _signature;

    public Credentials(int bcryptCost)
    {
        MasterKeyText = MasterKey.Generate();
        _master = MasterKey.Parse(MasterKeyText);
        Now = DateTimeOffset.UtcNow;
        var key = SigningKey.Create(Tokens.Algorithm, _master, Now, Now);
        Ring = new KeyRing { Version = 1, Keys = [key] };
        _signature = new TokenSignature(key, _master);
        PasswordHash = BcryptSha384Hash.Create(PasswordText.From(Password), bcryptCost).ToString();
    }

    public string MasterKeyText { get; }

    public string MasterKeyId => _master.Id;

    /// <summary>When everything stored was made.</summary>
    public DateTimeOffset Now { get; }

    public KeyRing Ring { get; }

    /// <summary>One for all: that it is the same changes nothing for who checks it.</summary>
    public string PasswordHash { get; }

    /// <summary>In the order of their numbers, as ids made one after the other are.</summary>
    public static string UserId(int n) => Ids.User + n.ToString("x32", CultureInfo.InvariantCulture);

    public static string SessionId(int n) => Ids.Session + n.ToString("x32", CultureInfo.InvariantCulture);

    public static string Email(int n) => string.Create(CultureInfo.InvariantCulture, $"user{n:d8}@example.org");

    public static string Nonce(int n) => n.ToString("x32", CultureInfo.InvariantCulture);

    public static string DeviceToken(int n) => "dt_" + n.ToString("x64", CultureInfo.InvariantCulture);

    public static string RefreshToken(int n, byte[] key) =>
        new RefreshTokenText(SessionId(n), 0, SessionTokens.ProofOf(key, SessionId(n), Nonce(n), 0)).ToString();

    /// <summary>Writes a file for the scripts: access token, refresh token, e-mail address and device token of each user.</summary>
    public void Write(string path, IEnumerable<int> users)
    {
        var refreshKey = _master.DeriveAll(SessionTokens.Purpose)[0];
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        foreach (var n in users)
        {
            file.Write($"{AccessToken(n)}\t{RefreshToken(n, refreshKey)}\t{Email(n)}\t{DeviceToken(n)}\n");
        }
    }

    public string AccessToken(int n)
    {
        var claims = new AccessTokenClaims(UserId(n), SessionId(n), $"{SessionId(n)}.0", ["user"], DateTimeOffset.UtcNow);
        var signed = $"{_signature.Header}.{Base64Url.EncodeToString(claims.ToJson(Tokens))}";
        return $"{signed}.{Base64Url.EncodeToString(_signature.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
