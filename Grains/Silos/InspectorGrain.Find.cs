using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Storage;

namespace Actors.Silos;

internal sealed partial class InspectorGrain
{
    private static readonly TimeSpan MaxLookTime = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Page<string>?> ListActiveAsync(string type, string prefix, int limit, string? after)
    {
        if (catalog.Find(type) is not { } grain)
        {
            return null;
        }

        var keys = (await Management.GetActiveGrains(grain.Type))
            .Select(id => id.Key.ToString()!)
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Take(limit + 1)
            .ToImmutableArray();

        return new Page<string>(keys[..Math.Min(limit, keys.Length)], keys.Length > limit ? keys[limit - 1] : null);
    }

    public async Task<GrainDescription?> FindAsync(string type, string key)
    {
        if (catalog.Find(type) is not { } grain)
        {
            return null;
        }

        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        foreach (var (name, state) in grain.States)
        {
            if (await states.ReadAsync(grain.IdOf(key), name, state) is { } json)
            {
                found[name] = ShownState.Of(grain.Name, name, json)!.ToJsonString(Readable);
            }
        }

        return new GrainDescription(grain.Name, key, await LookAtAsync(grain, key), found.ToImmutable());
    }

    /// <summary>Only one that is active is looked at: a call would activate it.</summary>
    private async Task<ActivationDescription?> LookAtAsync(CatalogedGrain grain, string key)
    {
        if (!await IsActiveAsync(grain, key))
        {
            return null;
        }

        var active = GrainFactory.GetGrain<IInspectedGrain>(grain.IdOf(key));
        var place = await active.GetPlaceAsync();
        var begin = clock.GetTimestamp();

        try
        {
            // One that looks at itself from within a call would wait for its own turn.
            if (active.GetGrainId() != this.GetGrainId())
            {
                await active.TakeTurnAsync().WaitAsync(MaxLookTime, clock);
            }

            return new ActivationDescription(place.Silo, place.Since, clock.GetElapsedTime(begin));
        }
        catch (TimeoutException)
        {
            return new ActivationDescription(place.Silo, place.Since, null);
        }
    }
}
