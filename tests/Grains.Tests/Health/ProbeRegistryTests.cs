using System.Collections.Immutable;
using System.Text.Json;
using Actors.Health;
using Actors.Storage;

namespace Actors.Tests.Health;

public sealed class ProbeRegistryTests : IAsyncLifetime
{
    private static readonly RequestOrigin Admin = new("request", "192.0.2.1", "test", "usr_admin");

    private HealthCluster _cluster = null!;

    private IProbeRegistryGrain Registry => _cluster.Grains.GetProbeRegistry();

    public async ValueTask InitializeAsync() => _cluster = await HealthCluster.StartAsync(
        ("Health:Probes:Orders:Kind", "tcp"), ("Health:Probes:Orders:Target", "tcp://orders:1"));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_configured_probes_are_there_and_storage_among_them()
    {
        var list = await Registry.ListAsync();

        Assert.Equal(["Orders", "storage"], list.Probes.Select(probe => probe.Name));
        Assert.True(list.Find("storage")!.Critical);
        Assert.False(list.Find("orders")!.Critical);
        Assert.Equal(0, list.Version);
    }

    [Fact]
    public async Task A_probe_is_added_replaced_and_removed()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "tcp://a:1" });

        Assert.Equal(PutProbeResult.Added(probe, 1), await PutAsync(probe));
        Assert.Equal(PutProbeResult.Replaced(probe with { Critical = true }, 2), await PutAsync(probe with { Critical = true }));
        Assert.Equal(probe with { Critical = true }, (await Registry.ListAsync()).Find(probe.Name));
        Assert.Equal(RemoveProbeResult.Removed(3), await RemoveAsync(probe.Name));
        Assert.Null((await Registry.ListAsync()).Find(probe.Name));
        Assert.Equal(RemoveProbeResult.Unknown, await RemoveAsync(probe.Name));
    }

    [Fact]
    public async Task A_configured_probe_can_be_replaced_and_put_back_but_not_removed()
    {
        Assert.Equal(RemoveProbeResult.Configured, await RemoveAsync("orders"));
        var other = Probes.Define("tcp", new ProbeOptions { Target = "tcp://other:1" }) with { Name = "ORDERS" };

        Assert.Equal(PutProbeOutcome.Replaced, (await PutAsync(other)).Outcome);
        Assert.Equal("tcp://other:1", (await Registry.ListAsync()).Find("orders")!.Target);

        var removed = await RemoveAsync("orders");

        Assert.Equal(RemoveProbeOutcome.Restored, removed.Outcome);
        Assert.Equal("tcp://orders:1", removed.Probe!.Target);
    }

    [Fact]
    public async Task A_probe_stays_paused_while_it_is_changed_and_until_it_is_gone()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "tcp://a:1" });
        await PutAsync(probe);

        Assert.Equal(new PausedProbe(probe with { Paused = true }, 2), await Registry.SetPausedAsync(probe.Name, true, Admin));
        Assert.Equal(2, (await Registry.SetPausedAsync(probe.Name.ToUpperInvariant(), true, Admin))!.Version);
        Assert.Equal(probe with { Critical = true, Paused = true }, (await PutAsync(probe with { Critical = true })).Probe);
        await RemoveAsync(probe.Name);
        await PutAsync(probe);
        Assert.False((await Registry.ListAsync()).Find(probe.Name)!.Paused);
        Assert.Null(await Registry.SetPausedAsync("nobody", true, Admin));
    }

    [Fact]
    public async Task A_configured_probe_is_paused_and_survives_the_registry_as_such()
    {
        await Registry.SetPausedAsync("storage", true, Admin);
        await Registry.SetPausedAsync("orders", true, Admin);
        await Registry.SetPausedAsync("orders", false, Admin);
        await _cluster.DeactivateAsync(Registry);

        Assert.Equal([false, true], (await Registry.ListAsync()).Probes.Select(one => one.Paused));
        Assert.Equal(ProbeOrigin.Configured, (await Registry.ListAsync()).Find("storage")!.Origin);
        Assert.Equal(
            ["probe.paused", "probe.paused", "probe.resumed"],
            _cluster.Storage.Events.Select(entry => entry.Type));
    }

    [Fact]
    public async Task What_was_stored_before_probes_could_be_paused_is_read_with_none_that_is()
    {
        await PutAsync(Probes.Define("tcp", new ProbeOptions { Target = "tcp://a:1" }));
        await _cluster.DeactivateAsync(Registry);

        Assert.DoesNotContain("paused", JsonSerializer.Serialize(new ProbeRegistryState(), HealthStateJson.Default.ProbeRegistryState), StringComparison.Ordinal);
        Assert.All((await Registry.ListAsync()).Probes, probe => Assert.False(probe.Paused));
    }

    [Fact]
    public async Task A_definition_that_cannot_work_is_refused_field_by_field()
    {
        var result = await PutAsync(new ProbeDefinition
        {
            Name = "a b",
            Kind = "tcp",
            Target = "refused",
            Interval = TimeSpan.Zero,
            Timeout = TimeSpan.FromHours(1),
            Slow = TimeSpan.Zero,
            Failures = 4,
            Window = 3,
            Critical = false,
        });

        Assert.Equal(PutProbeOutcome.Invalid, result.Outcome);
        Assert.Equal(["Name", "Target", "Interval", "Timeout", "Slow", "Failures"], result.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task An_unknown_kind_is_refused()
    {
        var result = await PutAsync(Probes.Define("gopher"));

        Assert.Equal("Kind", Assert.Single(result.Errors).Field);
    }

    [Fact]
    public async Task An_agent_is_registered_once()
    {
        var first = await RegisterAgentAsync("worker-1", TimeSpan.FromSeconds(30));
        var second = await RegisterAgentAsync("Worker-1", TimeSpan.FromSeconds(90));

        Assert.Equal(RegisterAgentOutcome.Known, first.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(30), first.Probe!.FreshFor);
        Assert.Equal(ProbeOrigin.Reported, first.Probe.Origin);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task An_agent_cannot_take_the_name_of_a_probe() =>
        Assert.Equal(RegisterAgentResult.NotAnAgent, await RegisterAgentAsync("storage", null));

    [Fact]
    public async Task There_are_at_most_500_probes()
    {
        for (var i = 2; i < ProbeRules.MaxProbes; i++)
        {
            await RegisterAgentAsync($"agent-{i}", null);
        }

        Assert.Equal(RegisterAgentResult.TooMany, await RegisterAgentAsync("one-more", null));
        Assert.Equal(PutProbeResult.TooMany, await PutAsync(Probes.Define("tcp")));
        Assert.Equal(PutProbeOutcome.Replaced, (await PutAsync(Probes.Define("tcp") with { Name = "agent-2" })).Outcome);
    }

    [Fact]
    public async Task What_was_added_survives_the_registry()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "tcp://kept:1" });
        await PutAsync(probe);

        await _cluster.DeactivateAsync(Registry);

        Assert.Equal(probe, (await Registry.ListAsync()).Find(probe.Name));
    }

    [Fact]
    public async Task A_probe_that_was_stored_when_checks_got_more_time_is_given_as_much_as_others()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "tcp://a:1", Interval = TimeSpan.FromSeconds(1) });
        await PutAsync(probe with { Timeout = TimeSpan.FromSeconds(2) });

        await _cluster.DeactivateAsync(Registry);

        Assert.Equal(TimeSpan.FromSeconds(1.5), (await Registry.ListAsync()).Find(probe.Name)!.Timeout);
    }

    [Fact]
    public async Task A_target_is_stored_encrypted()
    {
        await PutAsync(Probes.Define("tcp", new ProbeOptions { Target = "redis://:hunter2@cache" }));

        var row = new GrainState<ProbeRegistryState>();
        await _cluster.Storage.ReadStateAsync("probes", Registry.GetGrainId(), row);
        var json = JsonSerializer.Serialize(row.State, HealthStateJson.Default.ProbeRegistryState);

        Assert.Contains("\"target\":\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stored_form_holds_all_of_a_definition()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "t", Critical = true, Failures = 3, Window = 7 });
        var state = new ProbeRegistryState { Version = 9, Probes = ImmutableDictionary<string, ProbeDefinition>.Empty.Add("p", probe) };

        var json = JsonSerializer.Serialize(state, HealthStateJson.Default.ProbeRegistryState);
        var read = JsonSerializer.Deserialize(json, HealthStateJson.Default.ProbeRegistryState)!;

        Assert.Equal(9, read.Version);
        Assert.Equal(probe, Assert.Single(read.Probes).Value);
    }

    [Fact]
    public async Task A_failed_write_changes_nothing()
    {
        var probe = Probes.Define("tcp");
        _cluster.Storage.FailNextWrite();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => PutAsync(probe));

        Assert.Null((await Registry.ListAsync()).Find(probe.Name));
        Assert.Equal(PutProbeResult.Added(probe, 1), await PutAsync(probe));
    }

    [Fact]
    public async Task A_change_that_was_stored_and_seemed_to_fail_counts()
    {
        var probe = Probes.Define("tcp");
        await Registry.ListAsync();
        _cluster.Storage.LoseAnswerNumber(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => PutAsync(probe));

        Assert.Equal(probe, (await Registry.ListAsync()).Find(probe.Name));
    }

    [Fact]
    public async Task Every_change_is_audited_without_the_secrets_of_its_target()
    {
        var probe = Probes.Define("tcp", new ProbeOptions { Target = "redis://:hunter2@cache/" });
        await PutAsync(probe);
        await RemoveAsync(probe.Name);

        var entries = _cluster.Storage.Events.Where(entry => entry.Chain == "probes").ToArray();

        Assert.Equal(["probe.set", "probe.removed"], entries.Select(entry => entry.Type));
        Assert.All(entries, entry => Assert.Equal("usr_admin", entry.ActorId));
        Assert.Contains("redis://:***@cache/", entries[0].Personal!.Detail, StringComparison.Ordinal);
    }

    private Task<PutProbeResult> PutAsync(ProbeDefinition probe) => Registry.PutAsync(probe, Admin);

    private Task<RemoveProbeResult> RemoveAsync(string name) => Registry.RemoveAsync(name, Admin);

    private Task<RegisterAgentResult> RegisterAgentAsync(string name, TimeSpan? timeToLive) =>
        Registry.RegisterAgentAsync(name, timeToLive, RequestOrigin.System);
}
