using System.Text.RegularExpressions;

namespace Actors.Api.Telemetry.Logs;

/// <summary>
/// What a line says. The engine names a grain whole in its own texts, as Orleans does where one could not be activated or did not answer, and the
/// key of a login name or of a bucket may be an address: those are personal, and the log is kept longer than an account.
/// </summary>
internal static partial class ToldText
{
    /// <summary>The text, in which of a grain that has an address in its key the type alone is told.</summary>
    public static string Of(string text) =>
        // Hardly a line has an address, and most lines are about a request.
        text.Contains('@', StringComparison.Ordinal)
            ? Grains().Replace(text, static grain => grain.Value.Contains('@', StringComparison.Ordinal) ? $"{grain.Groups["type"].Value}/…" : grain.Value)
            : text;

    // It takes whole words and never goes back, so the time it takes grows with the text and no faster.
    [GeneratedRegex(@"(?<type>login-name|ratelimit)/\S*")]
    private static partial Regex Grains();
}
