using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Testing;

namespace Actors.Tests.Tokens;

/// <summary>Known attacks on JWTs (RFC 8725): each forged token is refused, and none is an error of ours.</summary>
public sealed class ForgedTokenTests(Service service)
{
    public static TheoryData<string> Attacks => [.. Forgeries.Keys];

    private static readonly Dictionary<string, Func<JsonObject, JsonObject, string[], string>> Forgeries = new()
    {
        ["no signature at all"] = (_, _, parts) => $"{parts[0]}.{parts[1]}.",
        ["algorithm none"] = (header, claims, _) => Join(With(header, "alg", "none"), claims, ""),
        ["algorithm nOnE"] = (header, claims, _) => Join(With(header, "alg", "nOnE"), claims, ""),
        ["another user under the same signature"] = (header, claims, parts) => Join(header, With(claims, "sub", "usr_" + new string('0', 32)), parts[2]),
        ["administrator under the same signature"] = (header, claims, parts) => Join(header, With(claims, "roles", new JsonArray("admin")), parts[2]),
        ["signed with a key of the forger's"] = (header, claims, _) => Sign(header, claims),
        ["with the forger's key in the header"] = (header, claims, _) => Sign(With(header, "jwk", PublicKey()), claims),
        ["with an address of the forger's keys"] = (header, claims, _) => Sign(With(header, "jku", "http://127.0.0.1:9/jwks.json"), claims),
        ["with a certificate chain of the forger's"] = (header, claims, _) => Sign(With(header, "x5u", "http://127.0.0.1:9/cert.pem"), claims),
        ["public key as a shared secret"] = (header, claims, _) => Hmac(With(header, "alg", "HS256"), claims),
        ["key id that leads to a file"] = (header, claims, _) => Sign(With(header, "kid", "../../../../dev/null"), claims),
        ["key id of SQL"] = (header, claims, _) => Sign(With(header, "kid", "x' OR '1'='1"), claims),
        ["key id that is an array"] = (header, claims, _) => Sign(With(header, "kid", new JsonArray("a")), claims),
        ["key id that is an object"] = (header, claims, _) => Sign(With(header, "kid", new JsonObject()), claims),
        ["content type that is an array"] = (header, claims, _) => Sign(With(header, "cty", new JsonArray("a")), claims),
        ["key id with half a surrogate pair"] = (header, claims, parts) => $"{Base64Url("""{"alg":"ES256","typ":"at+jwt","kid":"\ud800"}"""u8.ToArray())}.{parts[1]}.{parts[2]}",
        ["header that is a list"] = (_, _, parts) => $"{Base64Url("""["kid"]"""u8.ToArray())}.{parts[1]}.{parts[2]}",
        ["header of two kilobytes"] = (header, claims, _) => Sign(With(header, "x", new string('x', 2000)), claims),
        ["signature of zeros"] = (header, claims, _) => Join(header, claims, Base64Url(new byte[64])),
        ["signature in DER"] = (header, claims, _) => Join(header, claims, Base64Url([0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01])),
        ["signature in another spelling"] = (_, _, parts) => $"{parts[0]}.{parts[1]}.{parts[2][..^1]}{(char)(parts[2][^1] + 1)}",
        ["five parts"] = (_, _, parts) => $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}",
        ["not base64"] = (_, _, _) => "a!.b!.c!",
        ["only dots"] = (_, _, _) => "..",
        ["header that is no JSON"] = (_, _, parts) => $"{Base64Url("{"u8.ToArray())}.{parts[1]}.{parts[2]}",
        ["ten thousand characters"] = (_, _, parts) => $"{parts[0]}.{parts[1]}.{new string('A', 10_000)}",
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_forged_token_is_refused(string attack)
    {
        var user = await service.NewUserAsync();
        var parts = user.AccessToken.Split('.');
        var forged = Forgeries[attack](Parse(parts[0]), Parse(parts[1]), parts);

        using var client = service.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/protected/test");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {forged}");
        using var response = await client.SendAsync(request);

        await response.IsProblemAsync(401, "invalid_token");
        Assert.Equal(200, await client.StatusAsync("/api/v1/protected/test", user.AccessToken));
    }

    [Fact]
    public async Task A_token_says_what_RFC_9068_asks_for()
    {
        var user = await service.NewUserAsync();
        var parts = user.AccessToken.Split('.');

        Assert.Equal("at+jwt", Parse(parts[0])["typ"]!.GetValue<string>());
        Assert.Equal("ES256", Parse(parts[0])["alg"]!.GetValue<string>());
        Assert.Equal(["aud", "exp", "iat", "iss", "jti", "nbf", "roles", "sid", "sub"], Parse(parts[1]).Select(c => c.Key).Order());
        Assert.Equal(user.UserId, Parse(parts[1])["sub"]!.GetValue<string>());
        Assert.Equal(user.SessionId, Parse(parts[1])["sid"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_published_keys_verify_a_token()
    {
        var user = await service.NewUserAsync();
        var parts = user.AccessToken.Split('.');
        var keys = (await (await user.Client.GetAsync("/.well-known/jwks.json")).JsonAsync()).GetProperty("keys");
        var key = keys.EnumerateArray().Single(k => k.GetProperty("kid").GetString() == Parse(parts[0])["kid"]!.GetValue<string>());

        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Decode(key, "x"), Y = Decode(key, "y") },
        });

        Assert.True(ecdsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        Assert.False(key.TryGetProperty("d", out _));
    }

    private static byte[] Decode(JsonElement key, string name) => System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static JsonObject Parse(string part) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(part))!.AsObject();

    private static JsonObject With(JsonObject json, string name, JsonNode value)
    {
        var copy = json.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string Unsigned(JsonObject header, JsonObject claims) =>
        $"{Base64Url(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url(JsonSerializer.SerializeToUtf8Bytes(claims))}";

    private static string Join(JsonObject header, JsonObject claims, string signature) => $"{Unsigned(header, claims)}.{signature}";

    private static string Sign(JsonObject header, JsonObject claims)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Join(header, claims, Base64Url(key.SignData(Encoding.ASCII.GetBytes(Unsigned(header, claims)), HashAlgorithmName.SHA256)));
    }

    private static string Hmac(JsonObject header, JsonObject claims) =>
        Join(header, claims, Base64Url(HMACSHA256.HashData("public"u8, Encoding.ASCII.GetBytes(Unsigned(header, claims)))));

    private static JsonObject PublicKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url(point.X!), ["y"] = Base64Url(point.Y!) };
    }
}
