namespace Actors.Tests;

/// <summary>For tests of what all share: the memory of the process, where what others use and give up would count as theirs, and its culture.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
