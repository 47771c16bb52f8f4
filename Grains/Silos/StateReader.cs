using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Silos;

/// <summary>Reads what is stored of a grain, as JSON, without waking the grain.</summary>
internal sealed class StateReader(
    [FromKeyedServices(StorageNames.Default)] IGrainStorage storage, IEnumerable<IJsonTypeInfoResolver> resolvers)
{
    private static readonly MethodInfo ReadAsyncOf =
        typeof(StateReader).GetMethod(nameof(ReadOneAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly JsonSerializerContext[] _contexts = [.. resolvers.OfType<JsonSerializerContext>()];

    /// <summary>Null when there is nothing stored.</summary>
    public Task<JsonNode?> ReadAsync(GrainId grain, string name, Type type) =>
        (Task<JsonNode?>)ReadAsyncOf.MakeGenericMethod(type).Invoke(this, [grain, name])!;

    private async Task<JsonNode?> ReadOneAsync<T>(GrainId grain, string name)
    {
        var slot = new GrainState<T>(Activator.CreateInstance<T>());
        await storage.ReadStateAsync(name, grain, slot);

        return slot.RecordExists
            ? JsonSerializer.SerializeToNode(slot.State, _contexts.Select(context => context.GetTypeInfo(typeof(T))).First(info => info is not null)!)
            : null;
    }
}
