using Actors.Storage;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

/// <summary>Erases mails that were given up and have lain long enough for an operator to see: at the start and every hour.</summary>
/// <remarks>
/// They name people, and are given up also after the account that they were for is gone. On every silo; what one has erased another does not find.
/// </remarks>
internal sealed class OutboxSweep(IMailOutbox outbox, IOptions<MailOptions> options, TimeProvider clock, ILogger<OutboxSweep> logger) : BackgroundService
{
    /// <summary>Few enough that no write waits for them noticeably.</summary>
    private const int Portion = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, () => SweepAsync(stoppingToken), stoppingToken, atOnce: true);

    /// <summary>Erases all that are old enough now.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var writtenBefore = clock.GetUtcNow() - options.Value.GivenUpAge;
        var erased = 0;

        try
        {
            int portion;

            do
            {
                portion = await outbox.EraseGivenUpAsync(writtenBefore, Portion, cancellationToken);
                erased += portion;
            }
            while (portion == Portion && !cancellationToken.IsCancellationRequested);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Mails that were given up will be erased later");
        }

        if (erased > 0)
        {
            logger.LogInformation("Erased {Count} mails that were given up and written before {Time:u}", erased, writtenBefore);
        }
    }
}
