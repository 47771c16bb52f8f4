using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Telemetry.Logs;

/// <summary>What is logged and where. Section <c>Logging</c>.</summary>
internal sealed class LoggingOptions
{
    public const string Section = "Logging";

    /// <summary>The directory of the JSON log files. Default <c>logs</c> in the data directory; an API node, which has none, writes files only where this is said.</summary>
    public string? File { get; set; }

    /// <summary>Whether the console shows lines for people or the JSON lines of the file. Default <c>text</c>.</summary>
    public ConsoleFormat Console { get; set; } = ConsoleFormat.Text;

    /// <summary>A file that grows past this is closed, compressed, and a new one begun, in megabytes; so is one at midnight, UTC. Default 64.</summary>
    [Range(1, 4096)]
    public int MaxFileMegabytes { get; set; } = 64;

    /// <summary>The oldest closed files go when there are more than this. Default 30.</summary>
    [Range(1, 10_000)]
    public int MaxFiles { get; set; } = 30;

    /// <summary>Closed files that are older than this go, in days. Default 30.</summary>
    [Range(1, 3650)]
    public int MaxDays { get; set; } = 30;

    /// <summary>The least level that is logged, by the beginning of the logger's name; <c>Default</c> is for the rest. SIGHUP has it read again.</summary>
    public Dictionary<string, LogLevel> LogLevel { get; } = new()
    {
        ["Default"] = Microsoft.Extensions.Logging.LogLevel.Information,
        ["Microsoft"] = Microsoft.Extensions.Logging.LogLevel.Warning,
        ["System"] = Microsoft.Extensions.Logging.LogLevel.Warning,
        ["Orleans"] = Microsoft.Extensions.Logging.LogLevel.Warning,
        // Orleans places grains through it, and it has two lines for each.
        ["Polly"] = Microsoft.Extensions.Logging.LogLevel.Warning,
    };
}

/// <summary>How the console shows a log line.</summary>
internal enum ConsoleFormat
{
    Text,
    Json,
}

[OptionsValidator]
internal sealed partial class ValidateLoggingOptions : IValidateOptions<LoggingOptions>;
