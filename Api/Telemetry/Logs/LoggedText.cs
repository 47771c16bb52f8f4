using System.Text.RegularExpressions;

namespace Actors.Api.Telemetry.Logs;

/// <summary>
/// What a line says. The engine names a grain whole in its own texts, as Orleans does where one could not be activated or did not answer, and the
/// key of a login name or of a bucket may be an address, of which <see cref="LoggedKey"/> says what is told.
/// </summary>
internal static partial class LoggedText
{
    /// <summary>The text, in which of a grain that has an address in its key the type alone is told.</summary>
    public static string Of(string text) =>
        // Hardly a line has an address, and most lines are about a request.
        LoggedKey.AddressIn(text) < 0 ? text : Grains().Replace(text, static grain => grain.Groups["type"].Value + LoggedKey.Of(grain.Groups["key"].Value));

    // It takes whole words and never goes back, so the time it takes grows with the text and no faster.
    [GeneratedRegex(@"(?<type>(?:login-name|ratelimit)/)(?<key>\S*)")]
    private static partial Regex Grains();
}
