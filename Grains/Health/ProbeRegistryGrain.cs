using System.Collections.Immutable;
using System.Globalization;
using Actors.Audit;
using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.Options;

namespace Actors.Health;

[GrainType(GrainTypeName)]
internal sealed class ProbeRegistryGrain(
    [PersistentState("probes", StorageNames.Default)] IPersistentState<ProbeRegistryState> stored,
    ProbeTargets targets,
    ProbeValidation validation,
    IOptions<HealthOptions> options,
    TimeProvider clock) : InspectedGrain, IProbeRegistryGrain
{
    public const string GrainTypeName = "probe_registry";

    /// <summary>The chain of its audit entries.</summary>
    public const string Chain = "probes";

    private ImmutableDictionary<string, ProbeDefinition> _added = ImmutableDictionary<string, ProbeDefinition>.Empty;

    private long Version => stored.State.Version;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _added = stored.State.Probes.ToImmutableDictionary(probe => probe.Key, probe => ProbeRules.Bounded(targets.Unprotect(probe.Value)));
        return Task.CompletedTask;
    }

    public Task<ProbeList> ListAsync() => Task.FromResult(List());

    public async Task<PutProbeResult> PutAsync(ProbeDefinition definition, RequestOrigin origin)
    {
        var errors = validation.Errors(definition);

        if (!errors.IsEmpty)
        {
            return PutProbeResult.Invalid(errors);
        }

        var key = ProbeName.Normalize(definition.Name);
        var known = List().Find(definition.Name) is not null;

        if (!known && IsFull())
        {
            return PutProbeResult.TooMany;
        }

        var probe = definition with { Origin = ProbeOrigin.Added };
        await SaveAsync(key, probe, origin, "probe.set");
        probe = probe with { Paused = IsPaused(key) };

        return known ? PutProbeResult.Replaced(probe, Version) : PutProbeResult.Added(probe, Version);
    }

    public async Task<RemoveProbeResult> RemoveAsync(string name, RequestOrigin origin)
    {
        var key = ProbeName.Normalize(name);
        var configured = Configured().FirstOrDefault(probe => ProbeName.Normalize(probe.Name) == key);

        if (!_added.ContainsKey(key))
        {
            return configured is null ? RemoveProbeResult.Unknown : RemoveProbeResult.Configured;
        }

        await SaveAsync(key, null, origin, "probe.removed");

        return configured is null
            ? RemoveProbeResult.Removed(Version)
            : RemoveProbeResult.Restored(configured with { Paused = IsPaused(key) }, Version);
    }

    public async Task<PausedProbe?> SetPausedAsync(string name, bool paused, RequestOrigin origin)
    {
        if (List().Find(name) is not { } probe)
        {
            return null;
        }

        if (probe.Paused != paused)
        {
            var (key, all) = (ProbeName.Normalize(name), stored.State.Paused ?? []);
            var next = stored.State with { Paused = paused ? all.Add(key) : all.Remove(key) };
            await SaveAsync(next, origin, new AuditEntry(paused ? "probe.paused" : "probe.resumed", Detail: AuditDetail.Of(("probe", key))));
        }

        return new PausedProbe(probe with { Paused = paused }, Version);
    }

    public async Task<RegisterAgentResult> RegisterAgentAsync(
        string name, TimeSpan? timeToLive, RequestOrigin origin)
    {
        if (List().Find(name) is { } known)
        {
            return known.Kind == ProbeKinds.Heartbeat
                ? RegisterAgentResult.Known(known, Version)
                : RegisterAgentResult.NotAnAgent;
        }

        if (IsFull())
        {
            return RegisterAgentResult.TooMany;
        }

        var agent = new ProbeOptions { Kind = ProbeKinds.Heartbeat, Interval = timeToLive };
        var probe = ProbeRules.Define(name, agent, ProbeOrigin.Reported);
        await SaveAsync(ProbeName.Normalize(name), probe, origin, "probe.agent_registered");

        return RegisterAgentResult.Known(probe, Version);
    }

    private ProbeList List()
    {
        var configured = Configured().Where(probe => !_added.ContainsKey(ProbeName.Normalize(probe.Name)));
        var all = configured.Concat(_added.Values).OrderBy(probe => ProbeName.Normalize(probe.Name), StringComparer.Ordinal);

        return new ProbeList(Version, [.. all.Select(probe => probe with { Paused = IsPaused(ProbeName.Normalize(probe.Name)) })]);
    }

    private IEnumerable<ProbeDefinition> Configured() =>
        options.Value.Probes.Select(probe => ProbeRules.Define(probe.Key, probe.Value, ProbeOrigin.Configured));

    private bool IsPaused(string key) => stored.State.Paused?.Contains(key) == true;

    private bool IsFull() => List().Probes.Length >= ProbeRules.MaxProbes;

    /// <summary>What did not change keeps its ciphertext: an activation that cannot read a target does not lose it. One that is gone is paused no more.</summary>
    private async Task SaveAsync(string key, ProbeDefinition? probe, RequestOrigin origin, string audited)
    {
        var (state, added) = (stored.State, _added);
        var isGone = probe is null && Configured().All(configured => ProbeName.Normalize(configured.Name) != key);
        var next = state with
        {
            Probes = probe is null ? state.Probes.Remove(key) : state.Probes.SetItem(key, targets.Protect(probe)),
            Paused = isGone ? state.Paused?.Remove(key) : state.Paused,
        };

        await SaveAsync(next, origin, new AuditEntry(audited, Detail: Describe(key, probe)));
        _added = probe is null ? added.Remove(key) : added.SetItem(key, probe);
    }

    private Task SaveAsync(ProbeRegistryState next, RequestOrigin origin, AuditEntry entry) =>
        StoreOrLeaveAsync(stored.SaveWithEntryAsync(next with { Version = next.Version + 1 }, Chain, entry, origin, clock.GetUtcNow()));

    private static string? Describe(string key, ProbeDefinition? probe) => probe is null
        ? AuditDetail.Of(("probe", key))
        : AuditDetail.Of(
            ("probe", key),
            ("kind", probe.Kind),
            ("target", ProbeTarget.Mask(probe.Target)),
            ("interval_seconds", probe.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture)),
            ("critical", probe.Critical ? "true" : "false"));
}
