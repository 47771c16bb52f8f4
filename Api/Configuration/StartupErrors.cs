using System.Net.Sockets;
using System.Text.RegularExpressions;
using Actors.Api.Telemetry.Logs;
using Actors.Tokens;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Actors.Api.Configuration;

/// <summary>What keeps the program from starting and is for its operator to mend: told in a line each, without a stack trace, exit code 1.</summary>
public static partial class StartupErrors
{
    public static async Task<int> ReportAsync(Func<Task> start)
    {
        try
        {
            await start();
            return 0;
        }
        catch (Exception exception) when (Lines(exception).ToArray() is { Length: > 0 } lines)
        {
            foreach (var line in lines)
            {
                await System.Console.Error.WriteLineAsync($"actors: {line}");
            }

            return 1;
        }
        finally
        {
            LogServices.EndLogs();
        }
    }

    /// <summary>The lines for an error that an operator can mend; none for a fault of the program.</summary>
    public static IEnumerable<string> Lines(Exception exception) => exception switch
    {
        AggregateException several when several.InnerExceptions.All(inner => Lines(inner).Any()) =>
            // An option that others look at is wrong for them, too.
            several.InnerExceptions.SelectMany(Lines).Distinct(),
        WrongOptionException wrong => wrong.Message.Split(Environment.NewLine),
        OperatorException known => [known.Message],
        MasterKeyException key => [key.Message],
        OptionsValidationException invalid => invalid.Failures.Select(failure => WithSection(failure, invalid.OptionsType)),
        // Within a table the binder says once more that something is wrong, and not what.
        InvalidOperationException { InnerException: InvalidOperationException inner } when Lines(inner).ToArray() is { Length: > 0 } lines => lines,
        // What the binder says of a value of the wrong type; it names the key.
        InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException } unreadable
            when unreadable.Message.Contains(" at '", StringComparison.Ordinal) => [unreadable.Message],
        InvalidDataException { InnerException: FormatException { InnerException: { } error } } file => [$"{file.Message} {error.Message}"],
        IOException { InnerException: AddressInUseException } taken => [$"{taken.Message} Choose another with --port."],
        UnauthorizedAccessException denied => [denied.Message],
        // The two addresses of localhost, of which one would do.
        IOException { InnerException: AggregateException { InnerExceptions: [SocketException first, ..] } } refused =>
            [$"{refused.Message} {first.Message}. Choose another with --port or --urls."],
        // As Orleans throws it: the port is for other silos or for API nodes.
        AddressInUseException taken => [$"The address for a cluster cannot be used: {taken.Message}. Choose other ports with --Cluster:SiloPort and --Cluster:GatewayPort."],
        SocketException socket => [$"The address cannot be used: {socket.Message}. Choose another with --port or --urls, for a cluster with --Cluster:Advertise."],
        _ => [],
    };

    /// <summary>A failure names the class of the options and its property; an operator knows the section.</summary>
    private static string WithSection(string failure, Type options)
    {
        var section = OptionKeys.SectionOf(options) is { Length: > 0 } name ? $"{name}:" : "";
        return GeneratedFailure().Replace(failure, $"{section}$1 ");
    }

    /// <summary>How the generated validators begin: <c>MaxFiles: The field LoggingOptions.MaxFiles must be …</c></summary>
    [GeneratedRegex(@"^\w+: The (?:field )?(?:\w+\.)?(\w+) ")]
    private static partial Regex GeneratedFailure();
}
