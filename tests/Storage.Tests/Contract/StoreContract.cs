using Actors.Testing;
namespace Actors.Tests.Storage.Contract;

/// <summary>Tests of a store that a harness has made; skipped where its database cannot be had.</summary>
public abstract class StoreContract
{
    private protected StoreContract(StoreHarness store)
    {
        Servers.Require(store.Missing);
        Store = store;
    }

    private protected StoreHarness Store { get; }
}
