using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>What became of <see cref="IProbeRegistryGrain.PutAsync"/>.</summary>
[GenerateSerializer, Alias("health.PutProbeOutcome")]
public enum PutProbeOutcome
{
    /// <summary>There is a new probe.</summary>
    Added,

    /// <summary>The probe of that name has a new definition.</summary>
    Replaced,

    /// <summary>The definition is not valid; nothing changed.</summary>
    Invalid,

    /// <summary>There are too many probes already.</summary>
    TooMany,
}

/// <summary>A field of a definition that is not valid.</summary>
/// <param name="Field">The property of <see cref="ProbeDefinition"/>.</param>
/// <param name="Message">What is wrong, in words that do not repeat a target.</param>
[GenerateSerializer, Immutable, Alias("health.ProbeError")]
public sealed record ProbeError(string Field, string Message);

/// <summary>What became of <see cref="IProbeRegistryGrain.PutAsync"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Probe">The probe as it is defined now; set when it was added or replaced.</param>
/// <param name="Version">The version of the list that has it.</param>
/// <param name="Errors">What is wrong; empty unless invalid.</param>
[GenerateSerializer, Immutable, Alias("health.PutProbeResult")]
public sealed record PutProbeResult(PutProbeOutcome Outcome, ProbeDefinition? Probe, long Version, ImmutableArray<ProbeError> Errors)
{
    /// <summary>There are too many probes already.</summary>
    public static readonly PutProbeResult TooMany = new(PutProbeOutcome.TooMany, null, 0, []);

    /// <summary>There is a new probe.</summary>
    public static PutProbeResult Added(ProbeDefinition probe, long version) => new(PutProbeOutcome.Added, probe, version, []);

    /// <summary>The probe has a new definition.</summary>
    public static PutProbeResult Replaced(ProbeDefinition probe, long version) => new(PutProbeOutcome.Replaced, probe, version, []);

    /// <summary>The definition is not valid.</summary>
    public static PutProbeResult Invalid(ImmutableArray<ProbeError> errors) => new(PutProbeOutcome.Invalid, null, 0, errors);
}

/// <summary>What became of <see cref="IProbeRegistryGrain.RemoveAsync"/>.</summary>
[GenerateSerializer, Alias("health.RemoveProbeOutcome")]
public enum RemoveProbeOutcome
{
    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is back to its options.</summary>
    Restored,

    /// <summary>There is no probe of that name.</summary>
    Unknown,

    /// <summary>It comes from the options as it is and must be removed there.</summary>
    Configured,
}

/// <summary>What became of <see cref="IProbeRegistryGrain.RemoveAsync"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Probe">The probe as it is configured; set when it was restored.</param>
/// <param name="Version">The version of the list since the change; 0 if there was none.</param>
[GenerateSerializer, Immutable, Alias("health.RemoveProbeResult")]
public sealed record RemoveProbeResult(RemoveProbeOutcome Outcome, ProbeDefinition? Probe, long Version)
{
    /// <summary>There is no probe of that name.</summary>
    public static readonly RemoveProbeResult Unknown = new(RemoveProbeOutcome.Unknown, null, 0);

    /// <summary>It comes from the options as it is.</summary>
    public static readonly RemoveProbeResult Configured = new(RemoveProbeOutcome.Configured, null, 0);

    /// <summary>It is gone.</summary>
    public static RemoveProbeResult Removed(long version) => new(RemoveProbeOutcome.Removed, null, version);

    /// <summary>It is back to its options.</summary>
    public static RemoveProbeResult Restored(ProbeDefinition probe, long version) => new(RemoveProbeOutcome.Restored, probe, version);
}

/// <summary>What <see cref="IProbeRegistryGrain.SetPausedAsync"/> answers.</summary>
/// <param name="Probe">The probe as it is now.</param>
/// <param name="Version">The version of the list that it comes from.</param>
[GenerateSerializer, Immutable, Alias("health.PausedProbe")]
public sealed record PausedProbe(ProbeDefinition Probe, long Version);

/// <summary>What became of <see cref="IProbeRegistryGrain.RegisterAgentAsync"/>.</summary>
[GenerateSerializer, Alias("health.RegisterAgentOutcome")]
public enum RegisterAgentOutcome
{
    /// <summary>The agent is known, now or since before.</summary>
    Known,

    /// <summary>A probe of another kind has that name.</summary>
    NotAnAgent,

    /// <summary>There are too many probes already.</summary>
    TooMany,
}

/// <summary>What became of <see cref="IProbeRegistryGrain.RegisterAgentAsync"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Probe">The agent's probe; set when known.</param>
/// <param name="Version">The version of the list that it comes from.</param>
[GenerateSerializer, Immutable, Alias("health.RegisterAgentResult")]
public sealed record RegisterAgentResult(RegisterAgentOutcome Outcome, ProbeDefinition? Probe, long Version)
{
    /// <summary>A probe of another kind has that name.</summary>
    public static readonly RegisterAgentResult NotAnAgent = new(RegisterAgentOutcome.NotAnAgent, null, 0);

    /// <summary>There are too many probes already.</summary>
    public static readonly RegisterAgentResult TooMany = new(RegisterAgentOutcome.TooMany, null, 0);

    /// <summary>The agent is known.</summary>
    public static RegisterAgentResult Known(ProbeDefinition probe, long version) => new(RegisterAgentOutcome.Known, probe, version);
}
