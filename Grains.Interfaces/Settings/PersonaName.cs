using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Actors.Settings;

/// <summary>The name of a persona: <c>[a-z0-9][a-z0-9_-]{0,62}</c>.</summary>
public static class PersonaName
{
    /// <summary>The persona that is meant when none is named.</summary>
    public const string Default = "default";

    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether the text is a name; what comes from outside is asked before it becomes a part of a grain's key.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && text[0] is not ('_' or '-')
        && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
