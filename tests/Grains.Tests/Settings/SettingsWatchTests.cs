using Actors.Calls;
using Actors.Settings;
using Actors.Silos;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Xunit;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsWatchTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task A_watcher_sees_every_version_once_and_in_order_while_others_write()
    {
        var settings = NewDocument();
        var seen = new List<long>();

        // No more before the watcher has followed than the history tells of.
        foreach (var burst in Enumerable.Range(0, 300).Chunk(90))
        {
            var watching = WatchAsync(settings, since: seen.Count, until: seen.Count + burst.Length);
            await Task.WhenAll(burst.Select(i => settings.MergeAsync($$"""{"k{{i % 7}}":{{i}}}""")));
            seen.AddRange(await watching);
        }

        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task A_watcher_goes_on_from_its_version_after_a_restart()
    {
        var settings = NewDocument();

        for (var i = 0; i < 60; i++)
        {
            await settings.PutAsync($$"""{"n":{{i}}}""");
        }

        await _cluster.DeactivateAsync(settings);

        Assert.Equal(Enumerable.Range(24, 37).Select(i => (long)i), await WatchAsync(settings, since: 23, until: 60));
    }

    [Fact]
    public async Task Who_was_away_too_long_is_told_to_read_afresh()
    {
        var settings = NewDocument();

        for (var i = 0; i < 150; i++)
        {
            await settings.PutAsync($$"""{"n":{{i}}}""");
        }

        Assert.Equal(SettingsChanges.Gone(150), await settings.WaitForChangeAsync(1, Long));
        Assert.Equal(SettingsChanges.Gone(150), await settings.WaitForChangeAsync(151, Long));
        Assert.Equal(SettingsChangesOutcome.Changed, (await settings.WaitForChangeAsync(50, Long)).Outcome);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_up_or_its_caller_is_gone()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("{}");
        using var gone = new CancellationTokenSource();

        var waiting = settings.WaitForChangeAsync(1, Long);
        var left = settings.WaitForChangeAsync(1, Long, gone.Token);
        await cluster.Clock.TimerSetAsync(Long, timers: 2);
        Assert.False(waiting.IsCompleted || left.IsCompleted);

        await gone.CancelAsync();
        await Task.WhenAny(left).WaitAsync(Eventually.Patience);
        Assert.False(waiting.IsCompleted);

        cluster.Clock.Advance(Long);
        Assert.Equal(SettingsChanges.Unchanged(1), await waiting.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task A_document_that_is_taken_out_of_memory_while_it_is_watched_is_within_reach_at_once()
    {
        var settings = NewDocument();
        await settings.PutAsync("""{"a":1}""");
        var waiting = settings.WaitForChangeAsync(1, Long);
        // On its way it could be overtaken.
        await _cluster.Clock.TimerSetAsync(Long);

        await _cluster.Grains.GetGrain<IInspectedGrain>(settings.GetGrainId()).DeactivateAsync();

        Assert.Equal("""{"a":1}""", await settings.TextAsync().WaitAsync(Eventually.Patience));
        Assert.Equal(SettingsChanges.Unchanged(1), await waiting.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task A_watched_document_of_which_more_is_stored_than_it_knows_is_within_reach_at_once()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("""{"a":1}""");
        var row = new GrainState<SettingsState>();
        await cluster.Storage.ReadStateAsync("settings", settings.GetGrainId(), row);
        row.State = row.State! with { Version = 2, Document = Utf8("""{"a":2}""") };
        // As a second activation would, on a cluster that does not agree.
        await cluster.Storage.WriteStateAsync("settings", settings.GetGrainId(), row);
        var waiting = settings.WaitForChangeAsync(1, Long);
        // On its way it could be overtaken.
        await cluster.Clock.TimerSetAsync(Long);

        await Assert.ThrowsAsync<InconsistentStateException>(() => settings.PutAsync("""{"a":3}"""));

        Assert.Equal("""{"a":2}""", await settings.TextAsync().WaitAsync(Eventually.Patience));
        Assert.Equal(SettingsChanges.Unchanged(1), await waiting.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public async Task Readers_and_watchers_are_told_of_a_write_that_was_never_answered_as_soon_as_the_store_can_be_read()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("""{"a":1}""");
        cluster.Clock.LeaveOutTimersSoFar();
        cluster.Storage.LoseAnswerNumber(1);
        cluster.Storage.FailNextRead();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => settings.PutAsync("""{"a":2}"""));
        // Orleans does not ask the clock about what is due at once.
        cluster.Clock.Advance(TimeSpan.Zero);
        await cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("""{"a":1}""", await settings.TextAsync());
        var waiting = settings.WaitForChangeAsync(1, Long);
        // On its way it could be overtaken.
        await cluster.Clock.TimerSetAsync(Long);

        cluster.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, (await waiting.WaitAsync(Eventually.Patience)).Version);
        Assert.Equal("""{"a":2}""", await settings.TextAsync());
    }

    [Fact]
    public async Task A_silo_that_stops_waits_for_no_watcher()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("""{"a":1}""");
        var waiting = settings.WaitForChangeAsync(1, Long);
        // On its way it could be overtaken.
        await cluster.Clock.TimerSetAsync(Long);

        await cluster.StopAsync(await cluster.HostOfAsync(settings)).WaitAsync(Eventually.Patience);

        Assert.Equal(SettingsChanges.Unchanged(1), await waiting.WaitAsync(Eventually.Patience));
        Assert.Equal("""{"a":1}""", await settings.TextAsync().WaitAsync(Eventually.Patience));
    }

    /// <summary>Orleans takes grains out of memory then, whose places the other silo knew: none of them may be held up by who waits.</summary>
    [Fact]
    public async Task When_a_silo_has_left_nobody_waits_on_the_others_for_a_moment()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var settings = cluster.Grains.GetSettings(NewUser(), "default");
        await settings.PutAsync("""{"a":1}""");
        var host = await cluster.HostOfAsync(settings);
        var (watch, signals) = (host.ServiceProvider.GetRequiredService<SiloWatch>(), host.ServiceProvider.GetRequiredService<ChangeSignals>());
        cluster.Clock.Advance(SiloWatch.Interval);
        await Eventually.IsAsync(() => watch.Seen == 2, "the silo knows the other");
        var waiting = settings.WaitForChangeAsync(1, Long);
        // On its way it could be overtaken.
        await settings.TextAsync();

        await cluster.KillAsync(cluster.Silos.Single(silo => !silo.SiloAddress.Equals(host.SiloAddress)));
        cluster.Clock.Advance(SiloWatch.Interval);

        Assert.Equal(SettingsChanges.Unchanged(1), await waiting.WaitAsync(Eventually.Patience));
        Assert.Equal(SettingsChanges.Unchanged(1), await settings.WaitForChangeAsync(1, Long).WaitAsync(Eventually.Patience));
        cluster.Clock.Advance(SiloWatch.Interval);
        await Eventually.IsAsync(() => signals.MayWait, "the moment is over");
    }

    private static async Task<List<long>> WatchAsync(ISettingsGrain settings, long since, long until)
    {
        var seen = new List<long>();

        while (since < until)
        {
            var changes = await settings.WaitForChangeAsync(since, Long);
            seen.AddRange(changes.Changes.Select(change => change.Version));
            since = changes.Version;
        }

        return seen;
    }

    private ISettingsGrain NewDocument() => _cluster.Grains.GetSettings(NewUser(), "default");
}
