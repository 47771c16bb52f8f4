namespace Actors.Tests.Clusters;

/// <summary>Clusters run one after the other and beside nothing else: on a busy machine silos would take one another for dead.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection
{
    public const string Name = "clusters of processes";
}
