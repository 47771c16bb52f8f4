using System.Text;
using Actors.Silo.Storage;

namespace Actors.Tests.Storage.Contract;

public abstract class StateKeysContract(StoreHarness store) : StoreContract(store)
{
    [Fact]
    public async Task Grains_are_listed_by_type_and_by_when_they_were_written_each_once()
    {
        var type = $"t{Guid.NewGuid():N}";
        await WriteAsync(type, "b", "one");
        await WriteAsync(type, "b", "two");
        await WriteAsync(type, "a/ü", "one");
        var between = Store.Clock.GetUtcNow().AddMilliseconds(1);
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(type, "c", "one");
        await WriteAsync($"{type}x", "d", "one");

        Assert.Equal(["a/ü", "b", "c"], await Store.Keys.ListAsync(type, DateTimeOffset.MaxValue, null, 10));
        Assert.Equal(["a/ü", "b"], await Store.Keys.ListAsync(type, between, null, 10));
        Assert.Equal(["a/ü"], await Store.Keys.ListAsync(type, DateTimeOffset.MaxValue, null, 1));
        Assert.Equal(["b", "c"], await Store.Keys.ListAsync(type, DateTimeOffset.MaxValue, "a/ü", 10));
        Assert.Empty(await Store.Keys.ListAsync(type, DateTimeOffset.MaxValue, "c", 10));
    }

    private Task<WriteOutcome> WriteAsync(string type, string key, string state) =>
        Store.States.WriteAsync(new StateWrite(new StateKey(type, key, state), null) { Payload = Encoding.UTF8.GetBytes("{}") });
}
