using System.Globalization;
using System.Text.Json;
using Actors.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Actors.Silo.Storage;

/// <summary>Storage of grain state for either engine, on whichever database.</summary>
/// <remarks>
/// What goes wrong here may be thrown out of the call that asked, to another silo, and Orleans takes an exception over the wire with its
/// causes or not at all: none may be of a database's own type. Those are for the log of the silo that met them.
/// <para>The grain waits, so what follows a read or a write here needs no turn of its own.</para>
/// </remarks>
internal sealed class GrainStorage(IStateStore store, StateSerializer serializer, StorageMetrics metrics, ILogger<GrainStorage> log) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);

        try
        {
            var stored = await store.ReadAsync(key).ConfigureAwait(false);

            grainState.State = stored is null ? Empty<T>() : Deserialize<T>(key, stored);
            grainState.ETag = ETag(stored?.Version);
            grainState.RecordExists = stored is not null;
        }
        catch (Exception e) when (e is not OrleansException)
        {
            throw Failed(key, e);
        }
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ChangeAsync(Key(stateName, grainId), grainState, serializer.Serialize(grainState.State));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ChangeAsync(Key(stateName, grainId), grainState, payload: null);

    private async Task ChangeAsync<T>(StateKey key, IGrainState<T> grainState, ReadOnlyMemory<byte>? payload)
    {
        var etag = grainState.ETag;
        var records = grainState.State as ICarriesRecords;

        try
        {
            var outcome = await store.WriteAsync(new StateWrite(key, Version(etag))
            {
                Payload = payload,
                Events = records?.NewEvents ?? [],
                Mails = records?.NewMails ?? [],
            }).ConfigureAwait(false);

            if (!outcome.Stored)
            {
                metrics.Conflict();
                throw new InconsistentStateException($"{key} was changed by another writer.", ETag(outcome.Version), etag);
            }

            grainState.ETag = ETag(outcome.Version);
            grainState.RecordExists = payload is not null;

            if (payload is null)
            {
                grainState.State = Empty<T>();
            }
        }
        catch (DuplicateRecordException e)
        {
            metrics.Conflict();
            throw new InconsistentStateException(e.Message, storedEtag: null, etag);
        }
        catch (Exception e) when (e is not OrleansException)
        {
            throw Failed(key, e);
        }
    }

    private OrleansException Failed(StateKey key, Exception cause)
    {
        log.LogError(cause, "{Key} could not be read or written", key);
        return new OrleansException($"{key} could not be read or written: {cause.GetType().Name}.");
    }

    private static StateKey Key(string stateName, GrainId grainId) => new(grainId.Type.ToString()!, grainId.Key.ToString()!, stateName);

    private static string? ETag(long? version) => version?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A version that no row has stands for an ETag that this store never gave: such a write must lose.</summary>
    private static long? Version(string? etag) =>
        string.IsNullOrEmpty(etag) ? null : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private static T Empty<T>() => Activator.CreateInstance<T>();

    private T Deserialize<T>(StateKey key, StoredState stored)
    {
        try
        {
            return serializer.Deserialize<T>(stored.Payload.Span);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The stored {key} does not fit {typeof(T).Name}.", e);
        }
    }
}
