using System.Collections.Immutable;

namespace Actors.Storage;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">Asks for what follows; null at the end.</param>
[GenerateSerializer, Immutable, Alias("storage.Page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);
