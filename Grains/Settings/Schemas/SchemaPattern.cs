using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Actors.Settings.Schemas;

/// <summary>A pattern of ECMA-262, which JSON Schema speaks, by code points.</summary>
internal sealed class SchemaPattern
{
    private const int MaxLength = 1000;

    // The engine without backtracking: no pattern and no text make it take longer than the text is.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex _regex;
    private readonly PatternAlphabet? _alphabet;

    private SchemaPattern(string regex, PatternAlphabet? alphabet) => (_regex, _alphabet) = (new Regex(regex, Options), alphabet);

    public static bool TryRead(string pattern, [NotNullWhen(true)] out SchemaPattern? read)
    {
        try
        {
            read = pattern.Length <= MaxLength ? Read(pattern) : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            read = null;
        }

        return read is not null;
    }

    /// <summary>For a schema that was in force before, and is not judged again: a pattern that is not read any more means what .NET makes of it.</summary>
    public static SchemaPattern AsDotNetReads(string pattern)
    {
        try
        {
            return new SchemaPattern(pattern, null);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return new SchemaPattern("", null);
        }
    }

    public bool IsMatch(string text) => _alphabet is null ? _regex.IsMatch(text) : _regex.IsMatch(_alphabet.Spell(text));

    private static SchemaPattern Read(string pattern)
    {
        var parts = PatternReader.Read(pattern);
        var alphabet = PatternAlphabet.Of(parts.Select(part => part.Set).OfType<CodePoints>());
        return new SchemaPattern(string.Concat(parts.Select(part => part.Set is { } set ? alphabet.ClassOf(set) : part.Text)), alphabet);
    }
}
