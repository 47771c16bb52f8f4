using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Tokens;

namespace Actors.Tests.Tokens;

public sealed class TokenSignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Data = Encoding.ASCII.GetBytes("header.payload");

    private readonly MasterKey _master = MasterKey.Parse(MasterKey.Generate());

    [Fact]
    public void ES256_signs_with_the_private_part_and_verifies_with_the_published_one()
    {
        var key = Key(SigningKey.ES256);
        using var published = key.OpenPublic();

        var signature = new TokenSignature(key, _master).Sign(Data);

        // RFC 7518 3.4: the two numbers, 32 bytes each, not ASN.1.
        Assert.Equal(64, signature.Length);
        Assert.True(published.VerifyData(Data, signature, HashAlgorithmName.SHA256));
        Assert.Null(published.ExportParameters(includePrivateParameters: false).D);
    }

    [Fact]
    public void HS256_signs_with_the_shared_secret_and_publishes_nothing()
    {
        var key = Key(SigningKey.HS256);

        Assert.Equal(HMACSHA256.HashData(key.DecryptSecret(_master), Data), new TokenSignature(key, _master).Sign(Data));
        Assert.Equal((null, null), (key.X, key.Y));
        Assert.Throws<InvalidOperationException>(key.OpenPublic);
    }

    [Fact]
    public void The_header_is_written_without_escapes()
    {
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(new TokenSignature(Key(SigningKey.ES256), _master).Header));

        Assert.Contains("\"typ\":\"at+jwt\"", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SigningKey.ES256)]
    [InlineData(SigningKey.HS256)]
    public void The_header_names_algorithm_key_and_type(string algorithm)
    {
        var key = Key(algorithm);
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(new TokenSignature(key, _master).Header)).RootElement;

        Assert.Equal(
            (algorithm, key.Kid, "at+jwt"),
            (header.GetProperty("alg").GetString(), header.GetProperty("kid").GetString(), header.GetProperty("typ").GetString()));
    }

    [Fact]
    public void The_payload_has_the_claims_of_the_contract()
    {
        var options = new TokenOptions { Issuer = "https://id.example.com", Audience = "app", AccessLifetime = TimeSpan.FromMinutes(5) };
        var claims = new AccessTokenClaims("usr_1", "ses_2", "ses_2.3", ["user", "admin"], Now);

        Assert.Equal(
            """{"iss":"https://id.example.com","sub":"usr_1","aud":"app","exp":1772366700,"iat":1772366400,"nbf":1772366400,"jti":"ses_2.3","sid":"ses_2","roles":["user","admin"]}""",
            Encoding.UTF8.GetString(claims.ToJson(options)));
    }

    [Fact]
    public async Task Many_sign_at_once()
    {
        var key = Key(SigningKey.ES256);
        var signature = new TokenSignature(key, _master);
        using var published = key.OpenPublic();

        var signed = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => signature.Sign(BitConverter.GetBytes(i)))));

        Assert.All(signed.Index(), s => Assert.True(published.VerifyData(BitConverter.GetBytes(s.Index), s.Item, HashAlgorithmName.SHA256)));
    }

    private SigningKey Key(string algorithm) => SigningKey.Create(algorithm, _master, Now, Now);
}
