using System.Text;
using Actors.Calls;

namespace Actors.Api.Telemetry.Logs;

/// <summary>The line about a request as a whole.</summary>
internal readonly record struct RequestLine
{
    public static string Logger { get; } = typeof(RequestLog).FullName!;

    /// <summary>When it had been answered, UTC.</summary>
    public required DateTime Time { get; init; }

    public required NLog.LogLevel Level { get; init; }

    public required RequestLabels Labels { get; init; }

    /// <summary>Who is signed in, and with which session; the labels were made before that was known.</summary>
    public string? UserId { get; init; }

    public string? SessionId { get; init; }

    public required string Method { get; init; }

    /// <summary>Without the query, escaped as it was sent: a line break in it must not begin a line.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>What it says, as the message of a line does. Nothing in it needs escaping: a method is a token (RFC 9110, 9.1), and the path is escaped.</summary>
    public void AppendMessage(StringBuilder line)
    {
        var tenths = (long)Math.Round(Duration.TotalMilliseconds * 10);

        line.Append(Method).Append(' ').Append(Path).Append(' ').Append(Status)
            .Append(" in ").Append(tenths / 10).Append('.').Append(tenths % 10).Append(" ms");
    }
}
