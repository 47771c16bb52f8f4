namespace Actors.Api.Telemetry.Logs;

/// <summary>Looks every few seconds for log files that were closed.</summary>
internal sealed class LogArchivist(LogArchive archive, TimeProvider clock, ILogger<LogArchivist> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);

        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Tidy();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure.
        }
    }

    private void Tidy()
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
    }
}
