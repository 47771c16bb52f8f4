using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Actors.Health;

namespace Actors.Silo.Probes;

/// <summary>A target that is an address, such as <c>redis://user:password@host:6379/0</c> or <c>host:6379</c>.</summary>
internal sealed partial record ProbeUri(string Scheme, string Host, int Port, string? User, string? Password, string Path, string Query)
{
    /// <summary>What is wrong with a target; null for an address of one of these schemes.</summary>
    public static string? Refuse(string? target, params ReadOnlySpan<(string Scheme, int Port)> schemes) => Find(target, schemes) is not null
        ? null
        : $"must be an address such as {schemes[0].Scheme}://host:{schemes[0].Port}; in a password, escape signs such as @, / and #.";

    /// <exception cref="CheckFailedException">The target is no such address.</exception>
    public static ProbeUri Parse(string? target, params ReadOnlySpan<(string Scheme, int Port)> schemes) =>
        Find(target, schemes) ?? throw new CheckFailedException("the target is missing or cannot be read");

    /// <summary>The target with this scheme where it is a host that has none, such as <c>localhost:6379</c>; any other as it is.</summary>
    [return: NotNullIfNotNull(nameof(target))]
    public static string? Complete(string? target, string scheme) =>
        target is not null && BareAddress().IsMatch(target) ? $"{scheme}://{target}" : target;

    /// <summary>A parameter's value; null where there is none.</summary>
    public string? Parameter(string name) =>
        Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name && pair.Length == 2) is [_, var value]
            ? Uri.UnescapeDataString(value)
            : null;

    /// <summary>Where it is, and nothing that could be a secret.</summary>
    public override string ToString() => $"{Scheme}://{Host}:{Port}";

    /// <summary>A host without a scheme has the first.</summary>
    private static ProbeUri? Find(string? target, ReadOnlySpan<(string Scheme, int Port)> schemes)
    {
        var complete = Complete(target, schemes[0].Scheme);

        foreach (var (scheme, port) in schemes)
        {
            if (TryParse(complete, scheme, port) is { } uri)
            {
                return uri;
            }
        }

        return null;
    }

    private static ProbeUri? TryParse(string? target, string scheme, int port)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var uri)
            || uri.Scheme != scheme
            || uri.AsciiHost() is not { } host
            || uri.AbsolutePath.Contains('@', StringComparison.Ordinal)
            || (scheme is not ("http" or "https") && ProbeTarget.HasLateSign(uri)))
        {
            return null;
        }

        var credentials = uri.UserInfo.Split(':', 2);

        return new ProbeUri(
            scheme,
            host,
            uri.Port > 0 ? uri.Port : port,
            credentials[0].Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null,
            credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
            Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            uri.Query);
    }

    // Credentials need the whole form: without a scheme it could not be told where they are, to hide them.
    [GeneratedRegex(@"\A(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?][^\s#@]*)?\z")]
    private static partial Regex BareAddress();
}
