using System.Collections.Immutable;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Users;

/// <summary>Does the durable write that a failed sign-in costs, where there is no account to write to, and keeps what was counted with it.</summary>
/// <remarks>A fixed number of them, each with room for so many names, so that made-up names cannot fill the store.</remarks>
[Alias("users.IDecoyGrain")]
internal interface IDecoyGrain : IGrainWithIntegerKey
{
    [Alias("Write")]
    Task WriteAsync();

    /// <summary>What was counted for a name, as <see cref="MadeUpNames"/> calls it.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<LoginFailures> FindAsync(string name);

    /// <summary>Writes what is counted for a name.</summary>
    [Alias("Count")]
    Task CountAsync(string name, LoginFailures failures);
}

[GrainType("decoy")]
internal sealed class DecoyGrain(
    [PersistentState("decoy", StorageNames.Default)] IPersistentState<DecoyState> decoy,
    TimeProvider clock) : InspectedGrain, IDecoyGrain
{
    public const int Count = 256;

    public Task WriteAsync() => decoy.SaveAsync(decoy.State with { Writes = decoy.State.Writes + 1 });

    public Task<LoginFailures> FindAsync(string name) => Task.FromResult(decoy.State.FailuresOf(name));

    public Task CountAsync(string name, LoginFailures failures) =>
        decoy.SaveAsync(decoy.State.With(new DecoyCount(name, failures), clock.GetUtcNow()));
}

[GenerateSerializer, Immutable, Alias("users.DecoyState")]
internal sealed record DecoyState
{
    /// <summary>So many names have their count kept.</summary>
    public const int MaxCounts = 100;

    [Id(0)] public long Writes { get; init; }

    /// <summary>What was counted, for the names that were tried last: the newest first.</summary>
    [Id(1)] public ImmutableArray<DecoyCount> Counts { get; init; } = [];

    public LoginFailures FailuresOf(string name) => Counts.FirstOrDefault(count => count.Name == name)?.Failures ?? LoginFailures.None;

    /// <summary>With one more write, and this count.</summary>
    public DecoyState With(DecoyCount count, DateTimeOffset now)
    {
        // A lock that has run out counts for nothing any more.
        var others = Counts.RemoveAll(other => other.Name == count.Name || other.Failures.LockedUntil <= now);

        if (others.Length >= MaxCounts)
        {
            // Who wants a name to be forgotten has to try many others, and each as often. Of equals the one goes that was tried longest ago.
            others = others.Remove(others.Reverse().MinBy(other => other.Failures.Count)!);
        }

        return this with { Writes = Writes + 1, Counts = others.Insert(0, count) };
    }
}

/// <param name="Name">The name, as <see cref="MadeUpNames"/> calls it.</param>
/// <param name="Failures">Its failures in a row.</param>
[GenerateSerializer, Immutable, Alias("users.DecoyCount")]
internal sealed record DecoyCount(string Name, LoginFailures Failures);
