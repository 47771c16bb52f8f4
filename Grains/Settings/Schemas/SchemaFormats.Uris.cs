using System.Text.RegularExpressions;

namespace Actors.Settings.Schemas;

/// <summary>RFC 3986. What .NET knows of single schemes, as that a port has an end, is not asked: any scheme may have come since.</summary>
internal static partial class SchemaFormats
{
    private const string Escaped = "%[0-9A-Fa-f]{2}";
    private const string HostCharacter = $"([A-Za-z0-9._~!$&'()*+,;=-]|{Escaped})";
    private const string PathCharacter = $"([A-Za-z0-9._~!$&'()*+,;=:@-]|{Escaped})";
    private const string Path = $"{PathCharacter}({PathCharacter}|/)*";
    private const string Query = $"({PathCharacter}|[/?])*";
    private const string AddressLiteral = "\\[((?<address>[0-9A-Fa-f:.]+)|[Vv][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+)\\]";
    private const string Authority = $"(({HostCharacter}|:)*@)?({HostCharacter}*|{AddressLiteral})(:[0-9]*)?";

    private static bool IsUri(string text) =>
        AbsoluteUri().Match(text) is { Success: true } uri && (uri.Groups["address"] is not { Success: true } address || IsIPv6(address.Value));

    [GeneratedRegex($"^[A-Za-z][A-Za-z0-9+.-]*:(//{Authority}(/({PathCharacter}|/)*)?|/?({Path})?)(\\?{Query})?(#{Query})?\\z", RegexOptions.NonBacktracking)]
    private static partial Regex AbsoluteUri();
}
