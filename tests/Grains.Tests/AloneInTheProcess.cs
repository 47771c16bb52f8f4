namespace Actors.Tests;

/// <summary>For tests that measure the memory of the process: what others use and give up would count as theirs.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
