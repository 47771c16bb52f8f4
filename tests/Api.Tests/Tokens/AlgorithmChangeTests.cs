using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Testing;

namespace Actors.Tests.Tokens;

/// <summary><c>Tokens:Algorithm</c> is changed while there are tokens: the ring has keys for both for a while.</summary>
public sealed class AlgorithmChangeTests : IAsyncLifetime
{
    private const string Me = "/api/v1/auth/me";

    private readonly TemporaryDirectory _data = new();
    private string[] _database = [];

    public async ValueTask InitializeAsync() => _database = await ServiceDatabase.OptionsAsync();

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("ES256", "HS256")]
    [InlineData("HS256", "ES256")]
    public async Task It_signs_nobody_out_and_keeps_nobody_from_signing_in(string former, string present)
    {
        var email = HttpAccounts.NewEmail();
        var old = await SignUpAsync(email, former);

        await using var service = await StartAsync(present);
        Assert.Equal(200, await service.Client.StatusAsync(Me, AccessTokenOf(old)));
        var refreshed = await service.Client.PostAsync("/api/v1/auth/refresh", new { refresh_token = old.GetProperty("refresh_token").GetString() });
        Assert.Equal(200, await service.Client.StatusAsync(Me, AccessTokenOf(await refreshed.JsonAsync())));
        Assert.Equal(200, await service.Client.StatusAsync(Me, AccessTokenOf(await service.Client.SignInAsync(email))));
    }

    [Fact]
    public async Task A_key_verifies_by_no_algorithm_but_its_own()
    {
        var parts = AccessTokenOf(await SignUpAsync(HttpAccounts.NewEmail(), "ES256")).Split('.');
        await using var service = await StartAsync("HS256");
        await service.Client.SignInAsync("admin@localhost", Service.AdminPassword);
        var keys = (await (await service.Client.GetAsync("/api/v1/admin/keys")).JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["ES256", "HS256"], keys.Select(key => key.GetProperty("algorithm").GetString()));
        var secret = keys[1].GetProperty("kid").GetString()!;

        foreach (var shared in await PublicKeysAsync(service.Client))
        {
            var unsigned = $"{With(parts[0], "alg", "HS256")}.{parts[1]}";
            var forged = $"{unsigned}.{Base64Url(HMACSHA256.HashData(shared, Encoding.ASCII.GetBytes(unsigned)))}";
            Assert.Equal(401, await service.Client.StatusAsync(Me, forged));
        }

        Assert.Equal(401, await service.Client.StatusAsync(Me, $"{With(parts[0], "kid", secret)}.{parts[1]}.{parts[2]}"));
        Assert.Equal(200, await service.Client.StatusAsync(Me, string.Join('.', parts)));
    }

    private async Task<JsonElement> SignUpAsync(string email, string algorithm)
    {
        await using var service = await StartAsync(algorithm);
        await service.Client.RegisterAsync(email);
        return await service.Client.SignInAsync(email);
    }

    private Task<ActorsProcess> StartAsync(string algorithm) =>
        ActorsProcess.StartAsync(_data.Path, ["--RateLimits:Enabled", "false", "--Admin:Password", Service.AdminPassword, "--Tokens:Algorithm", algorithm, .. _database]);

    /// <summary>The published key in the forms in which a careless verifier would take it for a shared secret.</summary>
    private static async Task<byte[][]> PublicKeysAsync(HttpClient client)
    {
        var key = (await (await client.GetAsync("/.well-known/jwks.json")).JsonAsync()).GetProperty("keys").EnumerateArray().Single();
        var (x, y) = (System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty("y").GetString()));
        using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });

        return [[.. x, .. y], [4, .. x, .. y], pair.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem())];
    }

    private static string AccessTokenOf(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private static string With(string header, string name, string value)
    {
        var json = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header))!.AsObject();
        json[name] = value;
        return Base64Url(JsonSerializer.SerializeToUtf8Bytes(json));
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
