using Actors.Silos;
using Actors.Storage;

namespace Actors.Users;

/// <summary>Does the durable write that a failed sign-in costs, where there is no account to write to.</summary>
/// <remarks>A fixed number of them, so that made-up names cannot fill the store.</remarks>
[Alias("users.IDecoyGrain")]
internal interface IDecoyGrain : IGrainWithIntegerKey
{
    [Alias("Write")]
    Task WriteAsync();
}

[GrainType("decoy")]
internal sealed class DecoyGrain(
    [PersistentState("decoy", StorageNames.Default)] IPersistentState<DecoyState> decoy) : InspectedGrain, IDecoyGrain
{
    public const int Count = 256;

    public Task WriteAsync() => decoy.SaveAsync(new DecoyState { Writes = decoy.State.Writes + 1 });
}

[GenerateSerializer, Immutable, Alias("users.DecoyState")]
internal sealed record DecoyState
{
    [Id(0)] public long Writes { get; init; }
}
