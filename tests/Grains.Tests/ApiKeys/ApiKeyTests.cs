using System.Collections.Immutable;
using Actors.ApiKeys;
using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;

namespace Actors.Tests.ApiKeys;

public sealed class ApiKeyTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string Owner = "usr_1";

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task A_key_lets_through_in_its_owners_name_with_its_scopes_and_tier()
    {
        var text = await CreateAsync(scopes: [Scopes.SettingsRead, Scopes.SettingsWrite]);

        var check = await CheckAsync(text);

        Assert.Equal((ApiKeyOutcome.Valid, Owner), (check.Outcome, check.OwnerId));
        Assert.Equal([Scopes.SettingsRead, Scopes.SettingsWrite], check.Scopes);
    }

    [Fact]
    public async Task Ids_of_keys_whose_making_broke_off_make_room_for_others()
    {
        var keys = _cluster.Grains.GetUserApiKeys((await _cluster.RegisterAsync()).Id);

        for (var number = 1; number <= 100; number++)
        {
            // The account knows of the key and its owner is told; the key itself is not written.
            _cluster.Storage.FailWriteNumber(3);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin));
        }

        Assert.Equal(CreateApiKeyOutcome.Created, (await keys.CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin)).Outcome);
        Assert.Single(await keys.ListKeysAsync());
    }

    [Fact]
    public async Task An_unknown_id_and_a_wrong_secret_answer_the_same()
    {
        var text = await CreateAsync();

        Assert.Equal(ApiKeyCheck.Invalid, await Grain(text).CheckAsync(NewText().Hash));
        Assert.Equal(ApiKeyCheck.Invalid, await CheckAsync(NewText()));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task An_unknown_id_is_not_stored_and_leaves_memory()
    {
        var known = await CreateAsync();
        var writes = _cluster.Storage.Writes;
        var unknown = Enumerable.Range(0, 200).Select(_ => NewText()).ToArray();

        await Task.WhenAll(unknown.Select(CheckAsync));

        Assert.Equal(writes, _cluster.Storage.Writes);
        Assert.Contains(known.KeyId, await _cluster.KeysInMemoryAsync());

        // Leaving is a turn of its own.
        await Eventually.IsAsync(async () => !unknown.Select(u => u.KeyId).Intersect(await _cluster.KeysInMemoryAsync()).Any(), "they leave memory");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_for_good()
    {
        var text = await CreateAsync();
        await CheckAsync(text);

        Assert.True(await Grain(text).RevokeAsync());

        Assert.Equal(ApiKeyCheck.Invalid, await CheckAsync(text));
        Assert.Null(await Grain(text).DescribeAsync());
        Assert.False(await Grain(text).RevokeAsync());
    }

    [Fact]
    public async Task A_revocation_that_could_not_be_stored_is_not_told_as_done()
    {
        var text = await CreateAsync();
        _cluster.Storage.FailNextWrite();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Grain(text).RevokeAsync());

        Assert.Equal(ApiKeyOutcome.Valid, (await CheckAsync(text)).Outcome);
    }

    [Fact]
    public async Task A_key_whose_owner_was_shut_counts_as_such_though_its_write_seemed_to_fail()
    {
        var text = await CreateAsync();
        _cluster.Storage.LoseAnswerNumber(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Grain(text).SetStandingAsync(new Standing(2, UserStatus.Suspended, ["user"])));

        Assert.Equal(ApiKeyOutcome.OwnerShut, (await CheckAsync(text)).Outcome);
    }

    [Fact]
    public async Task A_key_ends_at_its_expiry_to_the_second()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var text = NewText();
        var grain = cluster.Grains.GetApiKey(text.KeyId);
        await grain.CreateAsync(New(text.Hash) with { ExpiresAt = cluster.Clock.GetUtcNow() + TimeSpan.FromHours(1) });

        cluster.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(ApiKeyOutcome.Valid, (await grain.CheckAsync(text.Hash)).Outcome);

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ApiKeyOutcome.Expired, (await grain.CheckAsync(text.Hash)).Outcome);
    }

    [Theory]
    [InlineData(UserStatus.Suspended)]
    [InlineData(UserStatus.Inactive)]
    [InlineData(UserStatus.Pending)]
    public async Task A_key_is_refused_until_its_owners_account_is_active_again(UserStatus status)
    {
        var text = await CreateAsync();
        await CheckAsync(text);

        await Grain(text).SetStandingAsync(new Standing(2, status, ["user"]));
        Assert.Equal(ApiKeyOutcome.OwnerShut, (await CheckAsync(text)).Outcome);

        await Grain(text).SetStandingAsync(new Standing(3, UserStatus.Active, ["user"]));
        Assert.Equal(ApiKeyOutcome.Valid, (await CheckAsync(text)).Outcome);
    }

    [Fact]
    public async Task A_standing_that_comes_late_does_not_undo_a_later_one()
    {
        var text = await CreateAsync();
        await Grain(text).SetStandingAsync(new Standing(3, UserStatus.Suspended, ["user"]));

        await Grain(text).SetStandingAsync(new Standing(2, UserStatus.Active, ["user"]));

        Assert.Equal(ApiKeyOutcome.OwnerShut, (await CheckAsync(text)).Outcome);
    }

    [Fact]
    public async Task Scopes_over_the_service_rest_while_the_owner_is_no_administrator()
    {
        var text = await CreateAsync(scopes: [Scopes.SettingsRead, Scopes.TokensIntrospect], roles: ["user", "admin"]);
        Assert.Equal([Scopes.SettingsRead, Scopes.TokensIntrospect], (await CheckAsync(text)).Scopes);

        await Grain(text).SetStandingAsync(new Standing(2, UserStatus.Active, ["user"]));

        Assert.Equal([Scopes.SettingsRead], (await CheckAsync(text)).Scopes);
    }

    [Fact]
    public async Task Only_who_has_the_secret_learns_that_the_owners_account_is_not_active()
    {
        var text = await CreateAsync();
        await Grain(text).SetStandingAsync(new Standing(2, UserStatus.Suspended, ["user"]));

        Assert.Equal(ApiKeyCheck.Invalid, await Grain(text).CheckAsync(NewText().Hash));
    }

    [Fact]
    public async Task Use_is_noted_at_once_and_written_at_most_once_a_minute()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var text = NewText();
        var grain = cluster.Grains.GetApiKey(text.KeyId);
        await grain.CreateAsync(New(text.Hash));
        var used = cluster.Clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => grain.CheckAsync(text.Hash)));
        Assert.Equal((1, used), (cluster.Storage.Writes, (await grain.DescribeAsync())!.LastUsedAt));

        await PassAMinuteAsync(cluster, grain);
        Assert.Equal(2, cluster.Storage.Writes);

        // Without use nothing is written.
        await PassAMinuteAsync(cluster, grain);
        Assert.Equal(2, cluster.Storage.Writes);

        await grain.CheckAsync(text.Hash);
        await PassAMinuteAsync(cluster, grain);
        Assert.Equal(3, cluster.Storage.Writes);
    }

    [Fact]
    public async Task A_refused_use_is_no_use()
    {
        var text = await CreateAsync();

        await Grain(text).CheckAsync(NewText().Hash);

        Assert.Null((await Grain(text).DescribeAsync())!.LastUsedAt);
    }

    [Fact]
    public async Task A_repeated_creation_changes_nothing_and_another_of_the_same_id_is_refused()
    {
        var text = await CreateAsync();
        var again = New(text.Hash);

        Assert.True(await Grain(text).CreateAsync(again with { Name = "other" }));
        Assert.False(await Grain(text).CreateAsync(New(NewText().Hash)));
        Assert.False(await Grain(text).CreateAsync(again with { OwnerId = "usr_2" }));
        Assert.Equal("laptop", (await Grain(text).DescribeAsync())!.Name);
    }

    [Fact]
    public async Task The_secret_is_nowhere_in_what_is_stored()
    {
        var text = await CreateAsync();
        var stored = System.Text.Json.JsonSerializer.Serialize(
            new ApiKeyState { OwnerId = Owner, Hash = text.Hash, Standing = new Standing(1, UserStatus.Active, []) },
            ApiKeyStateJson.Default.ApiKeyState);

        Assert.DoesNotContain(text.Text[36..], stored, StringComparison.Ordinal);
        Assert.Contains(System.Buffers.Text.Base64Url.EncodeToString(Convert.FromHexString(text.Hash)), stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_outlives_its_silo_and_so_does_its_end()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        ApiKeyText kept = NewText(), revoked = NewText();
        await cluster.Grains.GetApiKey(kept.KeyId).CreateAsync(New(kept.Hash));
        await cluster.Grains.GetApiKey(revoked.KeyId).CreateAsync(New(revoked.Hash));
        await cluster.Grains.GetApiKey(revoked.KeyId).RevokeAsync();

        await cluster.KillHostOfAsync(cluster.Grains.GetApiKey(kept.KeyId));

        Assert.Equal(ApiKeyOutcome.Valid, (await cluster.Grains.GetApiKey(kept.KeyId).CheckAsync(kept.Hash)).Outcome);
        Assert.Equal(ApiKeyOutcome.Invalid, (await cluster.Grains.GetApiKey(revoked.KeyId).CheckAsync(revoked.Hash)).Outcome);
    }

    private async Task<ApiKeyText> CreateAsync(
        ImmutableArray<string>? scopes = null, ImmutableArray<string>? roles = null, DateTimeOffset? expiresAt = null)
    {
        var text = NewText();
        var created = New(text.Hash) with
        {
            Scopes = scopes ?? [Scopes.SettingsRead],
            ExpiresAt = expiresAt,
            Standing = new Standing(1, UserStatus.Active, roles ?? ["user"]),
        };

        Assert.True(await Grain(text).CreateAsync(created));
        return text;
    }

    private static NewApiKey New(string hash) => new()
    {
        OwnerId = Owner,
        Name = "laptop",
        Scopes = [Scopes.SettingsRead],
        Hash = hash,
        Standing = new Standing(1, UserStatus.Active, ["user"]),
    };

    private ApiKeyText NewText() => ApiKeyText.New(_cluster.Clock.GetUtcNow());

    private IApiKeyGrain Grain(ApiKeyText text) => _cluster.Grains.GetApiKey(text.KeyId);

    private Task<ApiKeyCheck> CheckAsync(ApiKeyText text) => Grain(text).CheckAsync(text.Hash);

    /// <summary>Moves the clock and lets the timer's turn end: a call that does not interleave comes after it.</summary>
    private static async Task PassAMinuteAsync(GrainCluster cluster, IApiKeyGrain grain)
    {
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        await grain.SetStandingAsync(new Standing(0, UserStatus.Active, []));
    }
}
