namespace Actors.Storage;

internal static class PersistentStateExtensions
{
    /// <summary>Writes <paramref name="next"/>, and puts the old value back if the write fails.</summary>
    /// <remarks>
    /// If the write had landed all the same, the next one meets a stale ETag: the activation is dropped and reads again.
    /// </remarks>
    public static async Task SaveAsync<TState>(this IPersistentState<TState> slot, TState next)
    {
        var previous = slot.State;
        slot.State = next;

        try
        {
            await slot.WriteStateAsync();
        }
        catch
        {
            slot.State = previous;
            throw;
        }
    }
}
