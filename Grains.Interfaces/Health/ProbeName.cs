using System.Text.RegularExpressions;

namespace Actors.Health;

/// <summary>The names of probes and of agents: letters, digits, dot, hyphen and underscore, at most 63, the first a letter or digit.</summary>
public static partial class ProbeName
{
    /// <summary>Whether a probe may be called so.</summary>
    public static bool IsValid(string? name) => name is not null && Allowed().IsMatch(name);

    /// <summary>Two names that differ in case only mean the same probe, as they do in options.</summary>
    public static string Normalize(string name) => name.ToLowerInvariant();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\z")]
    private static partial Regex Allowed();
}
