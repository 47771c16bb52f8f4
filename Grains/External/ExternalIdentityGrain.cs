using System.Text.Json.Serialization;
using Actors.Silos;
using Actors.Storage;

namespace Actors.External;

[GrainType("external-identity")]
internal sealed class ExternalIdentityGrain(
    [PersistentState("external-identity", StorageNames.Default)] IPersistentState<ExternalIdentityState> identity)
    : InspectedGrain, IExternalIdentityGrain
{
    public Task<string?> FindAsync() => Task.FromResult(identity.State.UserId);

    public Task SetAsync(string userId) => identity.State.UserId == userId
        ? Task.CompletedTask
        : StoreOrLeaveAsync(identity.SaveAsync(new ExternalIdentityState { UserId = userId }));

    public async Task ForgetAsync(string userId)
    {
        if (identity.RecordExists && identity.State.UserId == userId)
        {
            await identity.ClearStateAsync();
            identity.State = new ExternalIdentityState();
        }
    }
}

[GenerateSerializer, Immutable, Alias("external.IdentityState")]
internal sealed record ExternalIdentityState
{
    [Id(0)] public string? UserId { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExternalIdentityState))]
internal sealed partial class ExternalStateJson : JsonSerializerContext;
