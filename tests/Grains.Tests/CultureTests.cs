using System.Globalization;
using System.Text.Json;
using Actors.Health;
using Actors.Settings;
using Actors.Testing;
using Actors.Tests.Health;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests;

/// <summary>Names are what they are, whatever the language of the process.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class CultureTests
{
    private static readonly string[] Names = ["a-b", "ab"];

    [Fact]
    public async Task Personas_whose_names_differ_in_a_hyphen_are_two_and_go_both()
    {
        using var thai = new Thai();
        await using var cluster = await GrainCluster.StartAsync();
        var user = NewUser();
        var index = cluster.Grains.GetPersonaIndex(user);

        foreach (var name in Names)
        {
            Assert.Equal(SettingsWriteOutcome.Created, (await cluster.Grains.GetSettings(user, name).PutAsync("{}")).Outcome);
        }

        Assert.Equal(Names, await index.ListAsync());
        await cluster.DeactivateAsync(index);
        Assert.Equal(Names, await index.ListAllAsync());

        await new SettingsUserData().EraseAsync(cluster.Grains, user, RequestOrigin.System);
        Assert.Empty(cluster.Storage.Stored("settings"));
    }

    [Fact]
    public async Task Probes_whose_names_differ_in_a_hyphen_are_two()
    {
        using var thai = new Thai();
        await using var cluster = await HealthCluster.StartAsync();
        var registry = cluster.Grains.GetProbeRegistry();

        foreach (var name in Names)
        {
            var probe = Probes.Define("tcp", new ProbeOptions { Target = "tcp://a:1" }) with { Name = name };
            Assert.Equal(PutProbeOutcome.Added, (await registry.PutAsync(probe, RequestOrigin.System)).Outcome);
        }

        await registry.SetPausedAsync("ab", true, RequestOrigin.System);
        await cluster.DeactivateAsync(registry);

        Assert.Equal(
            [("a-b", false), ("ab", true), ("storage", false)],
            (await registry.ListAsync()).Probes.Select(probe => (probe.Name, probe.Paused)));
    }

    [Fact]
    public void What_was_stored_before_is_read_with_all_its_names()
    {
        using var thai = new Thai();

        var index = JsonSerializer.Deserialize("""{"taken":["a-b","ab"],"released":["c-d","cd"],"erased":false}""", SettingsStateJson.Default.PersonaIndexState)!;
        var registry = JsonSerializer.Deserialize("""{"version":2,"probes":{},"paused":["a-b","ab"]}""", HealthStateJson.Default.ProbeRegistryState)!;

        Assert.Equal(["a-b", "ab", "c-d", "cd"], index.Taken.Union(index.Released).Order(StringComparer.Ordinal));
        Assert.Equal(Names, registry.Paused!.Order(StringComparer.Ordinal));
    }

    /// <summary>Makes the process one in Thai, which passes over hyphens when it compares.</summary>
    private sealed class Thai : IDisposable
    {
        private readonly CultureInfo _own = CultureInfo.CurrentCulture;
        private readonly CultureInfo? _threads = CultureInfo.DefaultThreadCurrentCulture;

        public Thai()
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");
            Assert.Equal(0, CultureInfo.CurrentCulture.CompareInfo.Compare("a-b", "ab"));
        }

        public void Dispose() => (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.CurrentCulture) = (_threads, _own);
    }
}
