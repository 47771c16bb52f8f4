using Actors.Settings;
using Actors.Settings.Json;
using Actors.Storage;
using Actors.Testing;
using Xunit;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsHistoryTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task The_last_hundred_versions_are_told_and_each_follows_by_its_diff()
    {
        var (settings, texts) = await WriteAsync(new Random(1), versions: 230);

        await _cluster.DeactivateAsync(settings);
        var told = await HistoryAsync(settings);

        Assert.Equal(Enumerable.Range(131, 100).Reverse().Select(v => (long)v), told.Select(v => v.Version));
        Assert.Null(await settings.GetVersionAsync(130));
        Assert.Null(await settings.GetVersionAsync(231));

        foreach (var version in told)
        {
            var found = (await settings.GetVersionAsync(version.Version))!;
            Assert.Equal(texts[version.Version], Text(found.Document));
            Assert.Equal(("usr_author", $"req-{version.Version}"), (found.Version.Author, found.Version.RequestId));

            if (version.Version > 131)
            {
                var (patched, error) = JsonTexts.Patched(texts[version.Version - 1], Text(version.Diff));
                Assert.Null(error);
                Assert.True(JsonTexts.Parse(patched!).SameValue(JsonTexts.Parse(texts[version.Version])));
            }
        }
    }

    [Fact]
    public async Task A_hundred_versions_are_told_of_large_documents_whose_members_change_places_too()
    {
        var settings = _cluster.Grains.GetSettings(NewUser(), "default");
        var texts = new Dictionary<long, string>();

        for (var i = 1; i <= 110; i++)
        {
            var (a, b) = ($"\"a\":\"{Letters(i, 30 * 1024)}\"", $"\"b\":\"{Letters(i + 1, 30 * 1024)}\"");
            var text = $"{{{(i % 2 == 0 ? $"{a},{b}" : $"{b},{a}")},\"c\":\"{Letters(0, 500)}\"}}";
            texts[(await settings.PutAsync(text)).Version] = text;
        }

        Assert.Equal(Enumerable.Range(11, 100).Reverse().Select(v => (long)v), (await HistoryAsync(settings)).Select(v => v.Version));
        Assert.Equal(texts[11], Text((await settings.GetVersionAsync(11))!.Document));

        static string Letters(int number, int length) => new((char)('a' + (number % 26)), length);
    }

    [Fact]
    public async Task Any_version_may_become_the_newest()
    {
        var (settings, texts) = await WriteAsync(new Random(2), versions: 120);

        foreach (var version in new[] { 21, 22, 60, 119, 120, 121 })
        {
            var back = await settings.RollbackAsync(version, Unconditional);
            texts[back.Version] = texts[version];

            Assert.Equal(SettingsWriteOutcome.Saved, back.Outcome);
            Assert.Equal(texts[version], await settings.TextAsync());
            Assert.Equal(texts[version], Text((await settings.GetVersionAsync(back.Version))!.Document));
            Assert.Equal(SettingsOperation.Rollback, (await settings.GetVersionAsync(back.Version))!.Version.Operation);
        }

        Assert.Equal(SettingsWriteOutcome.NotFound, (await settings.RollbackAsync(5, Unconditional)).Outcome);
        Assert.Equal(SettingsWriteOutcome.NotFound, (await settings.RollbackAsync(500, Unconditional)).Outcome);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Writes_that_fail_anywhere_cost_no_version(int seed)
    {
        // A cluster of its own, whose store is told to fail now and then, also in the housekeeping of older versions.
        await using var cluster = await GrainCluster.StartAsync();
        var random = new Random(seed);
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        var texts = new Dictionary<long, string>();
        var text = "";

        while (texts.Count < 260)
        {
            text = $$"""{"n":{{random.Next()}},"pad":"{{new string('x', random.Next(3) == 0 ? random.Next(9000) : 5)}}"}""";

            if (random.Next(4) == 0)
            {
                cluster.Storage.FailWriteNumber(random.Next(1, 4));
            }

            if (random.Next(20) == 0)
            {
                await cluster.DeactivateAsync(settings);
            }

            try
            {
                texts[(await settings.PutAsync(text)).Version] = text;
            }
            catch (StorageUnavailableException)
            {
                // Nothing was written.
            }

            var known = Math.Max(1, texts.Count - 99);
            Assert.Equal(texts.GetValueOrDefault(known, ""), await settings.GetVersionAsync(known) is { } oldest ? Text(oldest.Document) : "");
        }

        Assert.Equal(Enumerable.Range(161, 100).Reverse().Select(v => (long)v), (await HistoryAsync(settings)).Select(v => v.Version));

        foreach (var version in Enumerable.Range(161, 100))
        {
            Assert.Equal(texts[version], Text((await settings.GetVersionAsync(version))!.Document));
        }
    }

    [Fact]
    public async Task What_is_too_old_is_not_told()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [new("Settings:HistoryAge", "01:00:00")]);
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("""{"a":1}""");
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await settings.PutAsync("""{"a":2}""");

        Assert.Equal([2], (await settings.ListHistoryAsync(null, 10)).Items.Select(v => v.Version));
        Assert.Null(await settings.GetVersionAsync(1));
    }

    private async Task<(ISettingsGrain Settings, Dictionary<long, string> Texts)> WriteAsync(Random random, int versions)
    {
        var settings = _cluster.Grains.GetSettings(NewUser(), "default");
        var texts = new Dictionary<long, string>();
        var documents = new RandomDocuments(random);
        var text = documents.Document();

        for (var version = 1; version <= versions; version++)
        {
            text = random.Next(3) == 0 ? documents.Document() : documents.Changed(JsonTexts.Parse(text));
            var written = await settings.PutAsync(text, Unconditional with { Origin = new RequestOrigin($"req-{version}", null, null, "usr_author") });
            Assert.Equal((text, version), (written.View is null ? $"{written.Outcome}" : text, written.Version));
            texts[version] = text;
        }

        return (settings, texts);
    }

    private static async Task<List<SettingsVersion>> HistoryAsync(ISettingsGrain settings)
    {
        var told = new List<SettingsVersion>();
        long? before = null;

        do
        {
            var page = await settings.ListHistoryAsync(before, 33);
            told.AddRange(page.Items);
            before = page.NextBefore;
        }
        while (before is not null);

        return told;
    }
}
