using Actors.Silo.Hosting;
using Microsoft.Extensions.Options;
using NLog;
using NLog.Config;
using NLog.Filters;
using NLog.Targets;
using NLog.Targets.Wrappers;
using NLog.Web;

namespace Actors.Silo.Telemetry;

internal static class LoggingSetup
{
    /// <summary>JSON lines to a rolling file whose closed parts are compressed, and lines for people to the console.</summary>
    public static void AddActorsLogging(this WebApplicationBuilder builder, DataDirectory data)
    {
        builder.Services.AddOptions<LoggingOptions>()
            .BindConfiguration(LoggingOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LoggingOptions>, ValidateLoggingOptions>();

        var options = builder.Configuration.GetSection(LoggingOptions.Section).Get<LoggingOptions>() ?? new();

        var directory = options.File is { Length: > 0 } file ? Path.GetFullPath(file) : data.Logs;
        LogManager.Configuration = Configure(options, directory);
        builder.Services.AddSingleton(services => new LogArchive(
            directory, options.MaxFiles, TimeSpan.FromDays(options.MaxDays), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<LogArchivist>();
        builder.Services.AddHostedService<LogLevels>();

        builder.Logging.ClearProviders();
        // The levels of Logging:LogLevel hold, not NLog's own.
        builder.Host.UseNLog(new NLogAspNetCoreOptions { RemoveLoggerFactoryFilter = false, ShutdownOnDispose = false });
    }

    private static LoggingConfiguration Configure(LoggingOptions options, string directory)
    {
        var configuration = new LoggingConfiguration();

        // A console that nobody reads must not hold up requests, so its lines may be dropped; those of the file may not.
        Add("console", new ConsoleTarget { Layout = options.Console == ConsoleFormat.Json ? LogLayouts.Json : LogLayouts.Text }, AsyncTargetWrapperOverflowAction.Discard);
        Add("file", FileIn(directory, options), AsyncTargetWrapperOverflowAction.Block);

        return configuration;

        void Add(string name, Target target, AsyncTargetWrapperOverflowAction whenFull)
        {
            var rule = new LoggingRule("*", NLog.LogLevel.Trace, new AsyncTargetWrapper(name, target) { OverflowAction = whenFull })
            {
                FilterDefaultAction = FilterResult.Log,
            };
            rule.Filters.Add(new WhenMethodFilter(line => IsToldByStartupErrors(line) ? FilterResult.Ignore : FilterResult.Neutral));
            configuration.LoggingRules.Add(rule);
        }
    }

    private static FileTarget FileIn(string directory, LoggingOptions options) => new()
    {
        FileName = Path.Combine(directory, LogArchive.OpenFile),
        ArchiveFileName = Path.Combine(directory, LogArchive.OpenFile),
        Layout = LogLayouts.Json,
        LineEnding = LineEndingMode.LF,
        KeepFileOpen = true,
        ArchiveEvery = FileArchivePeriod.Day,
        ArchiveAboveSize = options.MaxFileMegabytes * 1_048_576L,
        ArchiveSuffixFormat = LogArchive.ClosedSuffix,
    };

    /// <summary>The framework and Orleans log a failed start with its stack trace, as they do what is cancelled by it; the operator gets one line instead.</summary>
    private static bool IsToldByStartupErrors(LogEventInfo line) =>
        line.Exception is { } exception
        && line.LoggerName is "Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Server.Kestrel"
            or "Orleans.Runtime.Silo" or "Orleans.Runtime.SiloLifecycleSubject"
        && (exception is OperationCanceledException || Configuration.StartupErrors.Lines(exception).Any());
}
