using Actors.Storage;

namespace Actors.Silo.Mail;

/// <summary>Looks now and then how many mails lie in the outbox, for the metrics.</summary>
internal sealed class OutboxWatch(IMailOutbox outbox, MailMeter meter, TimeProvider clock, ILogger<OutboxWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, () => LookAsync(stoppingToken), stoppingToken, atOnce: true);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            meter.RecordOutbox(await outbox.CountAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The store's own log and its health probe tell of an outage.
            logger.LogDebug(exception, "The mails in the outbox could not be counted");
        }
    }
}
