using Actors.Api.Configuration;
using Microsoft.Extensions.Options;
using NLog;
using NLog.Config;
using NLog.Filters;
using NLog.Targets;
using NLog.Targets.Wrappers;
using NLog.Time;
using NLog.Web;

namespace Actors.Api.Telemetry.Logs;

/// <summary>The logs of a silo and of an API node.</summary>
public static class LogServices
{
    // Lines that are written out together share a wake-up and a write. A crash loses what is held back, which is told to nobody; the audit log is in the store.
    private const int MillisecondsHeldBack = 50;
    private const int LinesAtOnce = 1_000;

    // What waits to be written out is in memory, and one of these may be 32 lines about requests.
    private const int MostWaiting = 2_000;

    /// <summary>JSON lines to a rolling file whose closed parts are compressed, and lines for people, or JSON, to the console.</summary>
    /// <param name="builder">The program that logs.</param>
    /// <param name="directory">Where the files go unless <c>Logging:File</c> says it; null: there are none unless it does.</param>
    public static void AddActorsLogging(this WebApplicationBuilder builder, string? directory)
    {
        builder.Services.AddSection<LoggingOptions>(LoggingOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<LoggingOptions>, ValidateLoggingOptions>();
        builder.Services.AddHostedService<LogLevels>();

        var options = builder.Configuration.GetSection(LoggingOptions.Section).Get<LoggingOptions>() ?? new();

        var files = options.File is { Length: > 0 } file ? Path.GetFullPath(file) : directory;
        // The lines' times are UTC, and so is the midnight at which a file is closed.
        TimeSource.Current = new AccurateUtcTimeSource();
        LogManager.Configuration = Configure(options, files);

        if (files is not null)
        {
            builder.Services.AddSingleton(services => new LogArchive(
                files, options.MaxFiles, TimeSpan.FromDays(options.MaxDays), services.GetRequiredService<TimeProvider>()));
            builder.Services.AddHostedService<LogArchivist>();
        }

        builder.Logging.ClearProviders();
        // Where the configuration says nothing of them: a level set here would stand above one that is set there.
        foreach (var (logger, level) in new LoggingOptions().LogLevel.Where(preset => preset.Key != "Default" && builder.Configuration[$"{LoggingOptions.Section}:{nameof(options.LogLevel)}:{preset.Key}"] is null))
        {
            builder.Logging.AddFilter(logger, level);
        }

        // It logs nothing but the beginning and the end of requests, which have a line of ours; while it may, it opens a scope around each.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", Microsoft.Extensions.Logging.LogLevel.None);
        builder.Host.UseNLog(new NLogAspNetCoreOptions
        {
            // The levels of Logging:LogLevel hold, not NLog's own.
            RemoveLoggerFactoryFilter = false,
            // What lines tell of a request comes from its labels; each connection would keep a scope that nothing reads.
            IncludeScopes = false,
            RegisterHttpContextAccessor = false,
            ShutdownOnDispose = false,
        });
    }

    /// <summary>Stops the start when there is to be a log file and it cannot be written. Once the directory of the data is made: the files may lie in it.</summary>
    public static void RefuseUnwritableLogs(this IServiceProvider services) => services.GetService<LogArchive>()?.RefuseUnwritable();

    /// <summary>From now on lines tell which grain of this host logs them.</summary>
    public static void NameGrainsInLogs(this IServiceProvider services) => LineOrigin.Follow(services);

    /// <summary>Writes what is still held back; nothing is logged after it.</summary>
    public static void EndLogs() => LogManager.Shutdown();

    private static LoggingConfiguration Configure(LoggingOptions options, string? directory)
    {
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(new OriginTarget { Name = "origin" });

        // A console that nobody reads must not hold up requests, so its lines may be dropped; those of the file may not.
        var console = options.Console == ConsoleFormat.Json ? LogLayouts.Json : LogLayouts.Text;
        Add("console", new ConsoleTarget { Layout = console }, AsyncTargetWrapperOverflowAction.Discard);
        RequestLines.Use(directory is null ? [console] : [console, LogLayouts.Json]);

        if (directory is not null)
        {
            Add("file", FileIn(directory, options), AsyncTargetWrapperOverflowAction.Block);
        }

        return configuration;

        void Add(string name, Target target, AsyncTargetWrapperOverflowAction whenFull)
        {
            var rule = new LoggingRule("*", NLog.LogLevel.Trace, new AsyncTargetWrapper(name, target)
            {
                OverflowAction = whenFull,
                TimeToSleepBetweenBatches = MillisecondsHeldBack,
                BatchSize = LinesAtOnce,
                QueueLimit = MostWaiting,
            })
            {
                FilterDefaultAction = FilterResult.Log,
            };
            rule.Filters.Add(new WhenMethodFilter(line => IsOfTheStart(line) && IsToldElsewhere(line.Exception!) ? FilterResult.Ignore : FilterResult.Neutral));
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
    private static bool IsOfTheStart(LogEventInfo line) =>
        line.Exception is not null
        && line.LoggerName is "Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Server.Kestrel"
            or "Orleans.Runtime.Silo" or "Orleans.Runtime.SiloLifecycleSubject";

    private static bool IsToldElsewhere(Exception exception) => exception is OperationCanceledException || StartupErrors.Lines(exception).Any();
}
