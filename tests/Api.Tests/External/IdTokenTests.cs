using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Api.External;
using Actors.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Tests.External;

public sealed class IdTokenTests : IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string ClientId = "actors";
    private const string Nonce = "the nonce of this sign-in";

    private readonly ManualClock _clock = new();
    private readonly RSA _rsa = RSA.Create(2048);

    public void Dispose() => _rsa.Dispose();

    [Fact]
    public void A_good_token_tells_who_it_is()
    {
        var claims = Validate(Token());

        Assert.Equal(("alice", "alice@example.com", true), (claims.Subject, claims.Email, claims.EmailVerified));
    }

    [Theory]
    [InlineData("iss", "https://another.example")]
    [InlineData("iss", "https://issuer.example/")]
    [InlineData("aud", "another client")]
    [InlineData("aud", null)]
    [InlineData("azp", "another client")]
    [InlineData("nonce", "another nonce")]
    [InlineData("nonce", null)]
    [InlineData("sub", "")]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    [InlineData("iat", null)]
    public void A_wrong_or_missing_claim_is_refused(string claim, string? value) =>
        IsRefused(Token(payload => payload[claim] = value));

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"TRUE\"", false)]
    [InlineData("\"tru\\u0065\"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    [InlineData("[true]", false)]
    [InlineData("{\"verified\":[true]}", false)]
    public void A_verified_address_is_told_by_the_word_or_the_text_true_and_nothing_else(string flag, bool verified)
    {
        var claims = JsonSerializer.Deserialize<ProviderClaims>($$"""{"email":"alice@example.com","email_verified":{{flag}},"name":"Alice"}""")!;

        Assert.Equal(("alice@example.com", verified, "Alice"), (claims.Email, claims.EmailVerified, claims.Name));
    }

    [Fact]
    public void A_token_with_the_text_true_is_as_good_as_one_with_the_word() =>
        Assert.True(Validate(Token(payload => payload["email_verified"] = "true")).EmailVerified);

    [Theory]
    [InlineData("exp", -31)]
    [InlineData("iat", 31)]
    [InlineData("iat", -631)]
    public void A_token_out_of_its_time_is_refused(string claim, int seconds) =>
        IsRefused(Token(payload => payload[claim] = Now + seconds));

    [Theory]
    [InlineData("exp", -29)]
    [InlineData("iat", 30)]
    [InlineData("iat", -630)]
    public void Clocks_may_differ_by_half_a_minute(string claim, int seconds) =>
        Assert.NotNull(Validate(Token(payload => payload[claim] = Now + seconds)));

    [Fact]
    public void A_token_that_is_good_for_longer_than_there_are_dates_is_good() =>
        Assert.NotNull(Validate(Token(payload => payload["exp"] = 300_000_000_000)));

    [Theory]
    [InlineData("iat", "\"soon\"")]
    [InlineData("iat", "1e300")]
    [InlineData("iat", "[1]")]
    [InlineData("exp", "\"later\"")]
    [InlineData("sub", "{}")]
    [InlineData("sub", "[\"alice\"]")]
    public void A_token_with_a_claim_of_the_wrong_type_is_refused(string claim, string json) =>
        IsRefused(Token(payload => payload[claim] = JsonNode.Parse(json)));

    [Fact]
    public void A_token_whose_key_is_named_by_no_text_is_refused()
    {
        var token = Token(header: header => header["kid"] = new JsonArray("one"));

        Assert.Null(IdTokens.KeyIdOf(token));
        IsRefused(token);
    }

    [Fact]
    public void A_token_for_several_must_name_us_as_its_party()
    {
        IsRefused(Token(payload => payload["aud"] = new JsonArray(ClientId, "another")));
        Assert.NotNull(Validate(Token(payload =>
        {
            payload["aud"] = new JsonArray(ClientId, "another");
            payload["azp"] = ClientId;
        })));
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("logout+jwt")]
    public void A_token_of_another_type_is_refused(string type) => IsRefused(Token(header: header => header["typ"] = type));

    [Fact]
    public void A_token_without_a_signature_is_refused()
    {
        var parts = Token(header: header => header["alg"] = "none").Split('.');

        IsRefused($"{parts[0]}.{parts[1]}.");
    }

    [Fact]
    public void A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var parts = Token(header: header => header["alg"] = "HS256").Split('.');

        foreach (var secret in new[] { _rsa.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(KeySet()) })
        {
            IsRefused($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")))}");
        }
    }

    [Fact]
    public void A_token_that_brings_its_own_key_is_refused()
    {
        using var own = RSA.Create(2048);
        var parameters = own.ExportParameters(includePrivateParameters: false);

        IsRefused(Token(
            header: header => header["jwk"] = new JsonObject
            {
                ["kty"] = "RSA",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            },
            signer: own));
    }

    [Fact]
    public void A_token_whose_claims_were_changed_is_refused()
    {
        var (good, other) = (Token().Split('.'), Token(payload => payload["sub"] = "mallory").Split('.'));

        IsRefused($"{good[0]}.{other[1]}.{good[2]}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    public void What_is_no_token_is_refused(string? text)
    {
        Assert.Null(IdTokens.KeyIdOf(text));
        IsRefused(text);
    }

    [Fact]
    public void Keys_for_encryption_and_short_ones_sign_nothing()
    {
        using var small = RSA.Create(1024);

        Assert.Empty(ProviderKeys.Read(KeySet(small)));
        Assert.Empty(ProviderKeys.Read(KeySet(use: "enc")));
        Assert.Empty(ProviderKeys.Read("""{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"one"}]}"""));
        Assert.Throws<ProviderException>(() => ProviderKeys.Read("no key set"));
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_passed_over_and_spoils_no_other()
    {
        var good = KeySet()["{\"keys\":[".Length..];

        var keys = ProviderKeys.Read("""{"keys":[{"kty":"RSA","kid":"broken","n":"!","e":"AQAB"},""" + good);

        Assert.Equal("one", Assert.Single(keys).KeyId);
    }

    [Fact]
    public void A_key_that_is_none_spoils_no_other() =>
        Assert.Equal("one", Assert.Single(ProviderKeys.Read("""{"keys":[null,""" + KeySet()["{\"keys\":[".Length..])).KeyId);

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    private void IsRefused(string? token) => Assert.Throws<ProviderException>(() => Validate(token));

    private ProviderClaims Validate(string? token) =>
        new IdTokens(_clock).Validate(token, Issuer, ClientId, Nonce, ProviderKeys.Read(KeySet()));

    private string KeySet(RSA? key = null, string use = "sig")
    {
        var parameters = (key ?? _rsa).ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(parameters.Modulus), Base64Url.EncodeToString(parameters.Exponent));
        return $$"""{"keys":[{"kty":"RSA","use":"{{use}}","kid":"one","n":"{{n}}","e":"{{e}}"}]}""";
    }

    private string Token(Action<JsonObject>? payload = null, Action<JsonObject>? header = null, RSA? signer = null)
    {
        var head = new JsonObject { ["alg"] = "RS256", ["kid"] = "one", ["typ"] = "JWT" };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = "alice",
            ["aud"] = ClientId,
            ["exp"] = Now + 600,
            ["iat"] = Now,
            ["nonce"] = Nonce,
            ["email"] = "alice@example.com",
            ["email_verified"] = true,
        };

        header?.Invoke(head);
        payload?.Invoke(claims);
        claims.Where(c => c.Value is null).Select(c => c.Key).ToList().ForEach(name => claims.Remove(name));

        var signed = $"{Encode(head)}.{Encode(claims)}";
        var signature = (signer ?? _rsa).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
