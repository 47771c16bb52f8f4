using System.Text.Json;
using Actors.Settings;
using Actors.Storage;
using Actors.Testing;
using Xunit;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsGrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task A_thousand_racing_merges_lose_nothing()
    {
        var settings = NewDocument();

        var written = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => settings.MergeAsync($$"""{"k{{i}}":{{i}}}""")));

        Assert.Equal(Enumerable.Range(1, 1000).Select(i => (long)i), written.Select(w => w.Version).Order());
        Assert.Single(written, w => w.Outcome == SettingsWriteOutcome.Created);
        await _cluster.DeactivateAsync(settings);
        var members = JsonSerializer.Deserialize<Dictionary<string, int>>((await settings.TextAsync())!)!;
        Assert.Equal(Enumerable.Range(0, 1000).ToDictionary(i => $"k{i}"), members);
    }

    [Fact]
    public async Task Of_each_racing_pair_that_names_a_version_one_wins()
    {
        var settings = NewDocument();
        await settings.PutAsync("""{"n":0}""");

        for (var version = 1; version <= 100; version++)
        {
            var pair = await Task.WhenAll(
                settings.PutAsync($$"""{"n":{{version}},"by":"a"}""", IfMatch(version)),
                settings.MergeAsync($$"""{"n":{{version}},"by":"b"}""", IfMatch(version)));

            var winner = Assert.Single(pair, w => w.Outcome == SettingsWriteOutcome.Saved);
            var loser = Assert.Single(pair, w => w.Outcome == SettingsWriteOutcome.VersionConflict);
            Assert.Equal((version + 1, version + 1), (winner.Version, loser.Version));
            Assert.Equal(Text(winner.View!.Document), await settings.TextAsync());
        }
    }

    [Fact]
    public async Task A_document_whose_making_was_never_answered_keeps_its_name()
    {
        var user = NewUser();
        var index = _cluster.Grains.GetPersonaIndex(user);
        var settings = _cluster.Grains.GetSettings(user, "a");

        // The name, and then the document.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.PutAsync("""{"a":1}"""));

        Assert.Equal(1, (await settings.DescribeAsync())?.Version);
        Assert.Equal(["a"], await index.ListAsync());
        Assert.Equal(2, (await settings.PutAsync("""{"a":2}""")).Version);
    }

    /// <summary>After eight, the deletion has housekeeping move them, which the next write is to tell of.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task After_a_write_that_was_stored_and_seemed_to_fail_the_history_tells_each_version_once(int versions)
    {
        var settings = NewDocument();

        for (var version = 1; version <= versions; version++)
        {
            await settings.PutAsync($$"""{"a":{{version}}}""");
        }

        await settings.DeleteAsync(Unconditional);
        // The name, and then the document.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.PutAsync("""{"a":0}"""));
        await settings.DescribeAsync();

        Assert.Equal(versions + 3, (await settings.PutAsync("""{"a":-1}""")).Version);

        var told = (await settings.ListHistoryAsync(null, 100)).Items.Select(version => version.Version);
        Assert.Equal(Enumerable.Range(1, versions + 3).Reverse().Select(version => (long)version), told);
    }

    [Fact]
    public async Task A_write_that_fails_changes_nothing()
    {
        var settings = NewDocument();
        await settings.PutAsync("""{"a":1}""");

        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.PutAsync("""{"a":2}"""));

        Assert.Equal("""{"a":1}""", await settings.TextAsync());
        Assert.Equal(2, (await settings.PutAsync("""{"a":3}""")).Version);
        Assert.Equal([2, 1], (await settings.ListHistoryAsync(null, 10)).Items.Select(v => v.Version));
    }

    [Fact]
    public async Task A_deletion_leaves_a_tombstone_from_which_a_rollback_brings_the_document_back()
    {
        var settings = NewDocument();
        await settings.PutAsync("""{"a":1}""");

        var deleted = await settings.DeleteAsync(Unconditional);
        await _cluster.DeactivateAsync(settings);

        Assert.Equal((SettingsWriteOutcome.Deleted, 2), (deleted.Outcome, deleted.Version));
        Assert.Equal(SettingsRead.NotFound(2), await settings.GetAsync());
        Assert.Equal(SettingsWriteOutcome.NotFound, (await settings.DeleteAsync(Unconditional)).Outcome);
        Assert.Equal(SettingsWriteOutcome.NotFound, (await settings.RollbackAsync(2, Unconditional)).Outcome);

        var back = await settings.RollbackAsync(1, Unconditional);
        Assert.Equal((SettingsWriteOutcome.Created, 3), (back.Outcome, back.Version));
        Assert.Equal("""{"a":1}""", await settings.TextAsync());
    }

    [Fact]
    public async Task A_repeated_write_is_known_across_a_restart()
    {
        var settings = NewDocument();
        var write = Unconditional with { RetryKey = "key" };
        var first = await settings.PutAsync("""{"a":1}""", write);
        await settings.PutAsync("""{"a":2}""");
        await _cluster.DeactivateAsync(settings);

        var again = await settings.PutAsync("""{"a":1}""", write);

        Assert.Equal((first.Outcome, 1, """{"a":1}"""), (again.Outcome, again.Version, Text(again.View!.Document)));
        Assert.Equal("""{"a":2}""", await settings.TextAsync());
        Assert.Equal(SettingsWriteOutcome.RetryKeyReused, (await settings.PutAsync("""{"a":3}""", write)).Outcome);
        Assert.Equal(SettingsWriteOutcome.RetryKeyReused, (await settings.MergeAsync("""{"a":1}""", write)).Outcome);
    }

    [Fact]
    public async Task A_repeated_write_is_known_for_a_day_and_no_longer()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        var write = Unconditional with { RetryKey = "key" };
        await settings.PutAsync("""{"a":1}""", write);

        cluster.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(SettingsWriteOutcome.RetryKeyReused, (await settings.PutAsync("""{"a":2}""", write)).Outcome);

        cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        var written = await settings.PutAsync("""{"a":2}""", write);
        Assert.Equal((SettingsWriteOutcome.Saved, 2), (written.Outcome, written.Version));
    }

    [Fact]
    public async Task Of_too_many_writes_that_could_be_repeated_the_oldest_is_forgotten()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Settings:MaxRetries", "2")]);
        var settings = cluster.Grains.GetSettings(NewUser(), "default");

        foreach (var key in new[] { "a", "b", "c" })
        {
            await PutAsync(key);
        }

        Assert.Equal((2, 4), ((await PutAsync("b")).Version, (await PutAsync("a")).Version));

        Task<SettingsWritten> PutAsync(string key) => settings.PutAsync($$"""{"by":"{{key}}"}""", Unconditional with { RetryKey = key });
    }

    [Fact]
    public async Task A_write_under_a_key_that_failed_may_be_tried_again()
    {
        var settings = NewDocument();
        var write = Unconditional with { RetryKey = "key" };
        await settings.PutAsync("{}");

        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.MergeAsync("""{"a":1}""", write));

        Assert.Equal(2, (await settings.MergeAsync("""{"a":1}""", write)).Version);
        Assert.Equal(2, (await settings.MergeAsync("""{"a":1}""", write)).Version);
    }

    [Fact]
    public async Task Racing_first_writes_never_make_more_personas_than_allowed()
    {
        var user = NewUser();

        var written = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => _cluster.Grains.GetSettings(user, $"p{i}").PutAsync("{}")));

        Assert.Equal(100, written.Count(w => w.Outcome == SettingsWriteOutcome.Created));
        Assert.Equal(20, written.Count(w => w.Outcome == SettingsWriteOutcome.TooManyPersonas));
        Assert.Equal(100, (await _cluster.Grains.GetPersonaIndex(user).ListAsync()).Length);
    }

    [Fact]
    public async Task Ten_times_as_many_names_as_personas_may_have_been_used_and_each_of_them_again()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Settings:MaxPersonas", "1")]);
        var user = NewUser();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(SettingsWriteOutcome.Created, (await PutAsync($"p{i}")).Outcome);
            await cluster.Grains.GetSettings(user, $"p{i}").DeleteAsync(Unconditional);
        }

        var imported = await cluster.Grains.GetSettingsImport(user).ImportAsync([new SettingsImportItem("new", Utf8("{}"))], RequestOrigin.System);

        Assert.Equal(SettingsImportOutcome.TooManyNames, imported.Outcome);
        Assert.Equal(SettingsWriteOutcome.TooManyNames, (await PutAsync("new")).Outcome);
        Assert.Equal(SettingsWriteOutcome.Created, (await PutAsync("p3")).Outcome);
        Assert.Equal(SettingsWriteOutcome.TooManyPersonas, (await PutAsync("new")).Outcome);

        Task<SettingsWritten> PutAsync(string persona) => cluster.Grains.GetSettings(user, persona).PutAsync("{}");
    }

    [Fact]
    public async Task Strictness_is_kept_and_asks_for_a_version()
    {
        var settings = NewDocument();
        await settings.PutAsync("{}");
        Assert.True((await settings.SetStrictAsync(true)).View!.Strict);
        await _cluster.DeactivateAsync(settings);

        Assert.Equal(SettingsWriteOutcome.PreconditionRequired, (await settings.PutAsync("""{"a":1}""")).Outcome);
        Assert.Equal(2, (await settings.PutAsync("""{"a":1}""", IfMatch(1))).Version);
    }

    [Fact]
    public async Task A_persona_that_is_made_again_after_its_deletion_is_not_strict()
    {
        var settings = NewDocument();
        await settings.PutAsync("{}");
        await settings.SetStrictAsync(true);
        Assert.True((await settings.PutAsync("""{"a":1}""", IfMatch(1))).View!.Strict);
        await settings.DeleteAsync(IfMatch(2));

        Assert.False((await settings.PutAsync("{}")).View!.Strict);
        Assert.Equal(SettingsWriteOutcome.Saved, (await settings.PutAsync("""{"a":1}""")).Outcome);
    }

    [Fact]
    public async Task A_document_that_an_erasure_has_passed_is_not_made_again_before_its_end()
    {
        var user = NewUser();
        var settings = _cluster.Grains.GetSettings(user, "a");
        await settings.PutAsync("{}");
        await _cluster.Grains.GetPersonaIndex(user).BeginErasureAsync();
        await settings.EraseAsync();

        Assert.Equal(SettingsWriteOutcome.TooManyPersonas, (await settings.PutAsync("{}")).Outcome);
        Assert.Null(await settings.TextAsync());
        Assert.False(await _cluster.Grains.GetPersonaIndex(user).HasRoomAsync(["a"]));
    }

    private ISettingsGrain NewDocument() => _cluster.Grains.GetSettings(NewUser(), "default");
}
