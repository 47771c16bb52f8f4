namespace Actors.Api.Telemetry.Logs;

/// <summary>Looks every few seconds for log files that were closed.</summary>
internal sealed class LogArchivist(LogArchive archive, TimeProvider clock, ILogger<LogArchivist> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Interval, TidyAsync, stoppingToken);

    private Task TidyAsync()
    {
        try
        {
            archive.Tidy();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, mostly; what was not done is done the next time.
            logger.LogWarning("Closed log files could not be compressed: {Reason}", exception.Message);
        }

        return Task.CompletedTask;
    }
}
