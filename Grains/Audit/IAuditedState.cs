using Actors.Storage;

namespace Actors.Audit;

/// <summary>A state that keeps the end of its grain's chain, and takes the chain's next entry along to the store.</summary>
internal interface IAuditedState<TSelf> : ICarriesRecords
    where TSelf : IAuditedState<TSelf>
{
    /// <summary>The end of the chain.</summary>
    AuditChain Audit { get; }

    /// <summary>The state with an entry to append, and the chain that ends with it.</summary>
    TSelf WithEntry(AuditChain audit, AuditEvent entry);

    /// <summary>The state once it is durable: what it carried is in rows of its own.</summary>
    TSelf WithoutRecords();
}
