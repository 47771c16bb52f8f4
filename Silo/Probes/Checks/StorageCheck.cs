using System.Text.Json.Serialization;
using Actors.Health;
using Actors.Storage;
using Orleans.Storage;

namespace Actors.Silo.Probes.Checks;

/// <summary>Writes through the store that the grains use, waits until it is synced, and reads it back.</summary>
/// <remarks>One row a probe, written over each time: a check that ends halfway leaves nothing that the next does not mend.</remarks>
internal sealed class StorageCheck([FromKeyedServices(StorageNames.Default)] IGrainStorage storage) : IProbeCheck
{
    private const string StateName = "check";

    public string Kind => ProbeKinds.Storage;

    public string? Refuse(string? target) => string.IsNullOrEmpty(target) ? null : "must be left out.";

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var row = GrainId.Create("health_check", ProbeName.Normalize(probe.Name));
        var stamp = Guid.NewGuid().ToString("N");

        try
        {
            var state = new GrainState<StorageCheckState>();
            await storage.ReadStateAsync(StateName, row, state);
            state.State = new StorageCheckState { Stamp = stamp };
            await storage.WriteStateAsync(StateName, row, state);

            var read = new GrainState<StorageCheckState>();
            await storage.ReadStateAsync(StateName, row, read);

            return read.State!.Stamp == stamp ? CheckResult.Healthy("written, synced and read") : CheckResult.Unhealthy("what was written was not read back");
        }
        catch (InconsistentStateException)
        {
            // While a cluster changes, the probe may run twice for a moment. Both reached the store, and it told them apart.
            return CheckResult.Healthy("written by another silo at the same time");
        }
        catch (StorageUnavailableException e)
        {
            throw new CheckFailedException("the store cannot answer now", e);
        }
    }
}

/// <summary>What the check writes.</summary>
[GenerateSerializer, Immutable, Alias("health.StorageCheckState")]
internal sealed record StorageCheckState
{
    [Id(0)] public string Stamp { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StorageCheckState))]
internal sealed partial class StorageCheckJson : JsonSerializerContext;
