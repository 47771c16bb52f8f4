using System.Globalization;
using Actors.Api.Telemetry.Logs;
using NLog;

namespace Actors.Tests.Telemetry;

public sealed class TextLineTests
{
    private const string Hostile = "refused\nforged\r\nforged\u2028forged\u001b[2Jand\ton";

    [Fact]
    public void What_a_caller_chose_begins_no_line_and_steers_no_terminal_whether_in_a_message_or_in_an_exception()
    {
        var lines = Lines(Hostile, new InvalidOperationException(Hostile));

        Assert.EndsWith(" WARN  refused forged forged forged?[2Jand?on", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["System.InvalidOperationException: refused", "    forged", "    forged", "    forged?[2Jand?on"],
            lines[1..]);
    }

    [Fact]
    public void The_trace_of_an_exception_can_be_read()
    {
        var thrown = Assert.Throws<FormatException>(() => int.Parse("none", CultureInfo.InvariantCulture));

        var lines = Lines("It failed", thrown);

        Assert.EndsWith(" WARN  It failed", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("System.FormatException: ", lines[1], StringComparison.Ordinal);
        Assert.NotEmpty(lines[2..]);
        Assert.All(lines[2..], line => Assert.StartsWith("       at ", line, StringComparison.Ordinal));
    }

    private static string[] Lines(string message, Exception exception) => new TextLine()
        .Render(new LogEventInfo(NLog.LogLevel.Warn, "Test", message) { Exception = exception })
        .Split(Environment.NewLine);
}
