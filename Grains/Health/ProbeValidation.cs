using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>What may not be defined.</summary>
internal sealed class ProbeValidation(IEnumerable<IProbeCheck> checks)
{
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Kinds =
    [
        ProbeKinds.Cluster, ProbeKinds.Disk, ProbeKinds.Heartbeat, ProbeKinds.Http, ProbeKinds.Memory, ProbeKinds.Postgres,
        ProbeKinds.RabbitMq, ProbeKinds.Redis, ProbeKinds.Smtp, ProbeKinds.Storage, ProbeKinds.Tcp,
    ];

    private readonly IProbeCheck[] _checks = [.. checks];

    public ImmutableArray<ProbeError> Errors(ProbeDefinition probe) => [.. Find(probe)];

    private IEnumerable<ProbeError> Find(ProbeDefinition probe)
    {
        if (!ProbeName.IsValid(probe.Name))
        {
            yield return new(nameof(probe.Name), "must be letters, digits, dots, hyphens and underscores, at most 63, the first a letter or digit.");
        }

        if (!Kinds.Contains(probe.Kind))
        {
            yield return new(nameof(probe.Kind), $"must be one of {string.Join(", ", Kinds)}.");
        }
        else if (RefuseTarget(probe) is { } reason)
        {
            yield return new(nameof(probe.Target), reason);
        }

        var longest = probe.Kind == ProbeKinds.Heartbeat ? ProbeRules.MaxTimeToLive : TimeSpan.FromHours(1);

        if (probe.Interval < MinInterval || probe.Interval > longest)
        {
            yield return new(nameof(probe.Interval), $"must be between 0.1 seconds and {longest.TotalHours:0} hours.");
        }

        if (probe.Timeout < TimeSpan.FromMilliseconds(10) || probe.Timeout > TimeSpan.FromMinutes(1))
        {
            yield return new(nameof(probe.Timeout), "must be between 0.01 and 60 seconds.");
        }

        if (probe.Slow <= TimeSpan.Zero)
        {
            yield return new(nameof(probe.Slow), "must be more than nothing.");
        }

        if (probe.Window is < 1 or > ProbeRules.RememberedResults)
        {
            yield return new(nameof(probe.Window), $"must be between 1 and {ProbeRules.RememberedResults}.");
        }

        if (probe.Failures < 1 || probe.Failures > probe.Window)
        {
            yield return new(nameof(probe.Failures), "must be between 1 and the window.");
        }
    }

    private string? RefuseTarget(ProbeDefinition probe) => probe switch
    {
        { Target.Length: > 2048 } => "must be at most 2048 characters.",
        { Kind: ProbeKinds.Heartbeat } => string.IsNullOrEmpty(probe.Target) ? null : "must be left out.",
        _ => _checks.FirstOrDefault(check => check.Kind == probe.Kind)?.Refuse(probe.Target),
    };
}
