using System.Collections.Immutable;
using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.Options;

namespace Actors.Settings;

[GrainType("personas")]
internal sealed class PersonaIndexGrain(
    [PersistentState("personas", StorageNames.Default)] IPersistentState<PersonaIndexState> personas,
    IOptions<SettingsOptions> options) : InspectedGrain, IPersonaIndexGrain
{
    /// <summary>Names given back are remembered, so making and deleting names without end has to end somewhere.</summary>
    private const int ReleasedPerTaken = 10;

    public async Task<bool> ClaimAsync(string persona)
    {
        // A silo that is thought lost and goes on hears only so of an account that was erased elsewhere.
        await personas.ReadStateAsync();

        if (With(personas.State, persona) is not { } next)
        {
            return false;
        }

        if (next != personas.State)
        {
            await SaveAsync(next);
        }

        return true;
    }

    public Task<bool> HasRoomAsync(ImmutableArray<string> names) =>
        Task.FromResult(names.Aggregate((PersonaIndexState?)personas.State, (state, name) => state is null ? null : With(state, name)) is not null);

    public Task<bool> AreUsedUpAsync(ImmutableArray<string> names) =>
        Task.FromResult(!personas.State.Erased && personas.State.Taken.Union(names).Count <= options.Value.MaxPersonas);

    public async Task ReleaseAsync(string persona)
    {
        var state = personas.State;

        if (state.Taken.Contains(persona))
        {
            await SaveAsync(state with { Taken = state.Taken.Remove(persona), Released = state.Released.Add(persona) });
        }
    }

    public Task<ImmutableArray<string>> ListAsync() => Task.FromResult(personas.State.Taken.Order(StringComparer.Ordinal).ToImmutableArray());

    public Task<ImmutableArray<string>> ListAllAsync() =>
        Task.FromResult(personas.State.Taken.Union(personas.State.Released).Order(StringComparer.Ordinal).ToImmutableArray());

    public async Task<ImmutableArray<string>> BeginErasureAsync()
    {
        if (!personas.State.Erased)
        {
            await SaveAsync(personas.State with { Erased = true });
        }

        return await ListAllAsync();
    }

    public Task EndErasureAsync() => SaveAsync(new PersonaIndexState { Erased = true });

    /// <summary>A name that is there already, or has gone, is not written again: so what is in memory must be what is stored.</summary>
    private Task SaveAsync(PersonaIndexState next) => StoreOrLeaveAsync(personas.SaveAsync(next));

    /// <summary>With the name taken; null when it cannot be.</summary>
    private PersonaIndexState? With(PersonaIndexState state, string persona)
    {
        // Not even a name that is taken: its document may be erased already, and would be made again.
        if (state.Erased)
        {
            return null;
        }

        if (state.Taken.Contains(persona))
        {
            return state;
        }

        return state.Taken.Count >= options.Value.MaxPersonas
            || (!state.Released.Contains(persona) && state.Released.Count >= options.Value.MaxPersonas * ReleasedPerTaken)
            ? null
            : state with { Taken = state.Taken.Add(persona), Released = state.Released.Remove(persona) };
    }
}
