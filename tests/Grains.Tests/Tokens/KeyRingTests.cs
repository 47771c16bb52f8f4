using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Storage;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Tokens;

public sealed class KeyRingTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    private IKeyRingGrain Ring => _cluster.Grains.GetKeyRing();

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Many_that_ask_at_once_get_the_same_first_key()
    {
        var rings = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Ring.GetAsync()));

        Assert.Single(rings.Select(ring => Assert.Single(ring.Keys).Kid).Distinct());
        Assert.Equal(1, _cluster.Storage.Writes);
    }

    [Fact]
    public async Task A_key_outlives_the_silo_that_made_it()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var before = await cluster.Grains.GetKeyRing().GetAsync();

        await cluster.KillHostOfAsync(cluster.Grains.GetKeyRing());

        Assert.Equal(before.Keys[0].Kid, (await cluster.Grains.GetKeyRing().GetAsync()).Keys[0].Kid);
    }

    [Fact]
    public async Task Who_rotates_and_revokes_is_in_the_audit_log_and_what_changes_nothing_is_not()
    {
        var origin = RequestOrigin.System with { ActorId = "usr_00000000000000000000000000000001" };
        var kid = (await Ring.GetAsync()).Keys[0].Kid;

        await Ring.RotateAsync(origin);
        await Ring.RotateAsync(origin);
        await Ring.RevokeAsync(kid, origin);

        Assert.Equal(
            [("key.rotate", origin.ActorId), ("key.revoke", origin.ActorId)],
            _cluster.Storage.Events.Where(e => e.Chain == "keys").Select(e => (e.Type, e.ActorId)));
    }

    [Fact]
    public async Task A_key_that_could_not_be_stored_was_never_given_out()
    {
        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Ring.GetAsync());

        var ring = await Ring.GetAsync();

        Assert.Equal(1, ring.Version);
        Assert.Equal(ring.Keys[0].Kid, (await Ring.GetAsync()).Keys[0].Kid);
    }

    [Fact]
    public async Task Over_a_year_every_access_token_verifies_until_it_expires()
    {
        var signer = Signer();
        var hour = TimeSpan.FromHours(1);
        var kids = new HashSet<string>();

        for (var elapsed = TimeSpan.Zero; elapsed < TimeSpan.FromDays(365); elapsed += TimeSpan.FromDays(3) + hour)
        {
            var token = await SignAsync(signer);
            kids.Add(KidOf(token));

            _cluster.Clock.Advance(hour);
            Assert.True(Verifies(token, await Ring.GetAsync()));
            _cluster.Clock.Advance(TimeSpan.FromDays(3));
        }

        Assert.InRange(kids.Count, 11, 13);
    }

    [Fact]
    public async Task A_new_key_signs_only_when_every_node_knows_it()
    {
        var signer = Signer();
        var old = KidOf(await SignAsync(signer));
        var ring = await Ring.RotateAsync(RequestOrigin.System);

        Assert.Equal(old, KidOf(await SignAsync(signer)));
        _cluster.Clock.Advance(KeySchedule.PublishAhead - TimeSpan.FromSeconds(1));
        Assert.Equal(old, KidOf(await SignAsync(signer)));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ring.Keys[1].Kid, KidOf(await SignAsync(signer)));
    }

    [Fact]
    public async Task Many_commands_at_once_make_one_key()
    {
        await Ring.GetAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ring.RotateAsync(RequestOrigin.System)));

        Assert.Equal(2, (await Ring.GetAsync()).Keys.Length);
    }

    [Fact]
    public async Task A_key_that_leaked_is_out_when_the_answer_comes()
    {
        var token = await SignAsync(Signer());

        var ring = await Ring.RevokeAsync(KidOf(token), RequestOrigin.System);

        Assert.False(Verifies(token, ring));
        Assert.NotEqual(KidOf(token), ring.SigningAt(_cluster.Clock.GetUtcNow()).Kid);
    }

    [Fact]
    public async Task A_key_whose_withdrawal_was_stored_and_seemed_to_fail_is_out()
    {
        var kid = (await Ring.GetAsync()).Keys[0].Kid;
        _cluster.Storage.LoseAnswerNumber(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Ring.RevokeAsync(kid, RequestOrigin.System));

        Assert.DoesNotContain(kid, (await Ring.GetAsync()).Keys.Select(key => key.Kid));
    }

    [Fact]
    public async Task Under_another_master_key_the_ring_says_so_and_stays_as_it_is()
    {
        var stored = _cluster.Storage;
        var before = await Ring.GetAsync();
        await using var restarted = await GrainCluster.StartAsync(
            options: [new("Tokens:MasterKey", MasterKey.Generate())],
            services: services => services.AddKeyedSingleton<Orleans.Storage.IGrainStorage>(StorageNames.Default, stored));

        var error = await Assert.ThrowsAsync<MasterKeyException>(() => restarted.Grains.GetKeyRing().RotateAsync(RequestOrigin.System));

        Assert.Contains("encrypted under the master key", error.Message, StringComparison.Ordinal);
        Assert.Equal(before.Version, (await Ring.GetAsync()).Version);
    }

    [Theory]
    [InlineData(SigningKey.ES256)]
    [InlineData(SigningKey.HS256)]
    public async Task Tokens_are_signed_with_the_configured_algorithm(string algorithm)
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Tokens:Algorithm", algorithm)]);
        var token = await SignAsync(Signer(cluster));

        Assert.Equal(algorithm, Header(token).GetProperty("alg").GetString());
        Assert.True(Verifies(token, await cluster.Grains.GetKeyRing().GetAsync()));
    }

    [Fact]
    public async Task The_ring_is_asked_every_five_seconds_not_once_a_token()
    {
        var signer = Signer();
        await SignAsync(signer);
        var revoked = await Ring.RevokeAsync((await Ring.GetAsync()).Keys[0].Kid, RequestOrigin.System);

        var before = KidOf(await SignAsync(signer));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.NotEqual(revoked.Keys[0].Kid, before);
        Assert.Equal(revoked.Keys[0].Kid, KidOf(await SignAsync(signer)));
    }

    private AccessTokenSigner Signer() => Signer(_cluster);

    private static AccessTokenSigner Signer(GrainCluster cluster) =>
        cluster.Silos[0].ServiceProvider.GetRequiredService<AccessTokenSigner>();

    private ValueTask<string> SignAsync(AccessTokenSigner signer) =>
        signer.SignAsync(new AccessTokenClaims("usr_1", "ses_1", "ses_1.0", ["user"], _cluster.Clock.GetUtcNow()));

    private static string KidOf(string token) => Header(token).GetProperty("kid").GetString()!;

    private static JsonElement Header(string token) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement;

    private static bool Verifies(string token, KeyRing ring)
    {
        var parts = token.Split('.');
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);

        if (ring.Keys.FirstOrDefault(key => key.Kid == KidOf(token)) is not { } key)
        {
            return false;
        }

        if (key.Algorithm == SigningKey.HS256)
        {
            var secret = key.DecryptSecret(MasterKey.Parse(GrainCluster.Defaults["Tokens:MasterKey"]));
            return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, signed), signature);
        }

        using var pair = key.OpenPublic();
        return pair.VerifyData(signed, signature, HashAlgorithmName.SHA256);
    }
}
