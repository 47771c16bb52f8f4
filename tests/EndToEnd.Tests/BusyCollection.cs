// Many of these tests wait for processes, brokers and time: as many at once as there are cores would leave two cores idle.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace Actors.Tests;

/// <summary>For tests that load the machine as far as it goes: they run beside others, and never two of them at once.</summary>
[CollectionDefinition(Name)]
public sealed class BusyCollection
{
    public const string Name = "busy";
}
