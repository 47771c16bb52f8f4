using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>The names that one user has and had.</summary>
/// <remarks>Not in sorted sets: read from JSON, those compare by the culture of the process, and there are cultures to which two names are one.</remarks>
[GenerateSerializer, Immutable, Alias("settings.PersonaIndexState")]
internal sealed record PersonaIndexState
{
    /// <summary>Names that are taken.</summary>
    [Id(0)] public ImmutableHashSet<string> Taken { get; init; } = [];

    /// <summary>Names that were given back; their documents may have older versions, which an erasure must find.</summary>
    [Id(1)] public ImmutableHashSet<string> Released { get; init; } = [];

    /// <summary>The account is gone; a request that was under way when it went makes no document.</summary>
    [Id(2)] public bool Erased { get; init; }
}
