using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>The names that one user has and had.</summary>
[GenerateSerializer, Immutable, Alias("settings.PersonaIndexState")]
internal sealed record PersonaIndexState
{
    /// <summary>Names that are taken.</summary>
    [Id(0)] public ImmutableSortedSet<string> Taken { get; init; } = [];

    /// <summary>Names that were given back; their documents may have older versions, which an erasure must find.</summary>
    [Id(1)] public ImmutableSortedSet<string> Released { get; init; } = [];

    /// <summary>The account is gone; a request that was under way when it went makes no document.</summary>
    [Id(2)] public bool Erased { get; init; }
}
