using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Tests.Tokens;

/// <summary>Tokens that are signed with the service's own key, and still are none of its access tokens, or not now.</summary>
public sealed class TokenClaimTests : IClassFixture<ClusterFixture>, IAsyncDisposable
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is wrong with the header and the claims; times are seconds.</summary>
    private static readonly Dictionary<string, Action<JsonObject, JsonObject, long>> Faults = new()
    {
        ["expired"] = (_, claims, now) =>
        {
            claims["nbf"] = now - 60;
            claims["exp"] = now - 30;
        },
        ["without an end"] = (_, claims, _) => claims.Remove("exp"),
        ["not good yet"] = (_, claims, now) => claims["nbf"] = now + 31,
        ["of the type of any JWT"] = (header, _, _) => header["typ"] = "JWT",
        ["without a type"] = (header, _, _) => header.Remove("typ"),
        ["for another audience"] = (_, claims, _) => claims["aud"] = "another",
        ["for nobody"] = (_, claims, _) => claims.Remove("aud"),
        ["of another issuer"] = (_, claims, _) => claims["iss"] = "another",
        ["of no issuer"] = (_, claims, _) => claims.Remove("iss"),
    };

    private readonly GrainCluster _cluster;
    private readonly ServiceProvider _services;

    public TokenClaimTests(ClusterFixture fixture)
    {
        _cluster = fixture.Cluster;
        _services = NewNode();
    }

    public static TheoryData<string> Wrong => [.. Faults.Keys];

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task One_that_says_what_ours_say_is_good_and_clocks_may_differ_by_thirty_seconds()
    {
        Assert.NotNull(await VerifyAsync((_, _, _) => { }));
        Assert.NotNull(await VerifyAsync((_, claims, now) => claims["nbf"] = now + 30));
        Assert.NotNull(await VerifyAsync((_, claims, now) =>
        {
            claims["nbf"] = now - 60;
            claims["exp"] = now - 29;
        }));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task One_that_says_something_else_is_refused_though_the_signature_is_ours(string fault) =>
        Assert.Null(await VerifyAsync(Faults[fault]));

    [Fact]
    public async Task All_who_are_the_first_under_a_key_at_once_are_let_in()
    {
        for (var round = 0; round < 20; round++)
        {
            var ring = _cluster.Grains.GetKeyRing();
            await ring.RevokeAsync((await ring.GetAsync()).SigningAt(_cluster.Clock.GetUtcNow()).Kid, RequestOrigin.System);
            var text = await MakeAsync((_, _, _) => { });
            await using var node = NewNode();
            var tokens = node.GetRequiredService<AccessTokens>();

            var verified = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await tokens.VerifyAsync(text))));

            Assert.All(verified, token => Assert.NotNull(token));
        }
    }

    /// <summary>The one above meets it seldom: whoever takes it from there may dispose of it under another's hands.</summary>
    [Fact]
    public async Task What_verified_a_token_is_not_left_in_the_cache_of_the_library()
    {
        Assert.NotNull(await VerifyAsync((_, _, _) => { }));

        var ring = await _cluster.Grains.GetKeyRing().GetAsync();
        var key = _services.GetRequiredService<SigningKeys>().Find(ring.SigningAt(_cluster.Clock.GetUtcNow()).Kid).Single();
        Assert.False(CryptoProviderFactory.Default.CryptoProviderCache.TryGetSignatureProvider(
            key, SigningKey.ES256, typeof(AsymmetricSignatureProvider).ToString(), willCreateSignatures: false, out _));
    }

    private ServiceProvider NewNode() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(_cluster.Grains)
        .AddSingleton<TimeProvider>(_cluster.Clock)
        .AddBearerTokens()
        .BuildServiceProvider();

    private async Task<VerifiedToken?> VerifyAsync(Action<JsonObject, JsonObject, long> change) =>
        await _services.GetRequiredService<AccessTokens>().VerifyAsync(await MakeAsync(change));

    private async Task<string> MakeAsync(Action<JsonObject, JsonObject, long> change)
    {
        var now = _cluster.Clock.GetUtcNow();
        var seconds = now.ToUnixTimeSeconds();
        var key = (await _cluster.Grains.GetKeyRing().GetAsync()).SigningAt(now);
        var header = new JsonObject { ["alg"] = key.Algorithm, ["kid"] = key.Kid, ["typ"] = "at+jwt" };
        var claims = new JsonObject
        {
            ["iss"] = "actors",
            ["sub"] = "usr_1",
            ["aud"] = "actors",
            ["exp"] = seconds + 3600,
            ["iat"] = seconds,
            ["nbf"] = seconds,
            ["jti"] = "ses_1.0",
            ["sid"] = "ses_1",
            ["roles"] = new JsonArray("user"),
        };
        change(header, claims, seconds);

        using var pair = key.OpenPrivate(MasterKey.Parse(GrainCluster.Defaults["Tokens:MasterKey"]));
        var signed = $"{Part(header)}.{Part(claims)}";
        var signature = pair.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString(Unescaped)));
}
