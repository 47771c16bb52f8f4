using System.Text;
using Actors.Silo.Storage;

namespace Actors.Tests.Storage;

internal static class StoreExtensions
{
    public static Task<WriteOutcome> WriteAsync(this IStore store, string key, string json = "{}", long? expected = null) => store.States.WriteAsync(
        new StateWrite(new StateKey("note", key, "note"), expected) { Payload = Encoding.UTF8.GetBytes(json) });

    public static Task<StoredState?> ReadAsync(this IStore store, string key) => store.States.ReadAsync(new StateKey("note", key, "note"));
}
