using System.Collections.Immutable;

namespace Actors.Silos;

/// <summary>What a silo tells of itself every second.</summary>
[GenerateSerializer, Immutable, Alias("silos.Report")]
public sealed record SiloReport
{
    private static readonly ImmutableSortedDictionary<string, int> NoActivations = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>When it was made, UTC.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Memory that the process holds, in bytes.</summary>
    [Id(1)] public required long MemoryBytes { get; init; }

    /// <summary>Of that, what the managed heap takes, in bytes.</summary>
    [Id(2)] public required long HeapBytes { get; init; }

    /// <summary>Processor time that the process has used.</summary>
    [Id(3)] public required TimeSpan ProcessorTime { get; init; }

    /// <summary>The calls of the last minute, by method.</summary>
    [Id(4)] public required ImmutableArray<MethodCalls> Calls { get; init; }

    /// <summary>How many grains are active there, by type.</summary>
    [Id(5)] public ImmutableSortedDictionary<string, int> Activations { get; init; } = NoActivations;
}

/// <summary>The calls of one method of one type of grain on one silo, or on all of them, in the last minute.</summary>
[GenerateSerializer, Immutable, Alias("silos.MethodCalls")]
public sealed record MethodCalls
{
    /// <summary>The type of grain.</summary>
    [Id(0)] public required string GrainType { get; init; }

    /// <summary>The interface, without its namespace.</summary>
    [Id(1)] public required string Interface { get; init; }

    /// <summary>The method.</summary>
    [Id(2)] public required string Method { get; init; }

    /// <summary>Calls that ended.</summary>
    [Id(3)] public required long Calls { get; init; }

    /// <summary>Of those, how many threw.</summary>
    [Id(4)] public required long Errors { get; init; }

    /// <summary>Calls a second.</summary>
    [Id(5)] public required double Rate { get; init; }

    /// <summary>Their time together.</summary>
    [Id(6)] public required TimeSpan Time { get; init; }

    /// <summary>How many took how long, see <see cref="CallTimes"/>.</summary>
    [Id(7)] public required ImmutableArray<long> Times { get; init; }

    /// <summary>The mean time.</summary>
    public TimeSpan Mean => Calls == 0 ? TimeSpan.Zero : Time / Calls;

    /// <summary>The same method's calls on another silo, or another's of the same grain, and these.</summary>
    public MethodCalls Plus(MethodCalls other) => this with
    {
        Calls = Calls + other.Calls,
        Errors = Errors + other.Errors,
        Rate = Rate + other.Rate,
        Time = Time + other.Time,
        Times = [.. Times.Zip(other.Times, (one, two) => one + two)],
    };
}
