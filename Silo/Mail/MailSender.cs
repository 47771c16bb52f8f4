using Actors.Storage;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

/// <summary>Sends what lies in the outbox. Of several silos each takes mails that no other has; a mail that was being sent when its silo died is sent by another, under the same Message-ID.</summary>
internal sealed class MailSender(
    IMailOutbox outbox,
    IMailTransport transport,
    MailMeter meter,
    IOptions<MailOptions> options,
    TimeProvider clock,
    ILogger<MailSender> logger) : BackgroundService
{
    /// <summary>So many are sent at once.</summary>
    private const int AtOnce = 4;

    // A server that looks through a mail before it answers takes its time, and one that is left then has the mail and gets it again (RFC 1047).
    private static readonly TimeSpan SendTimeout = TimeSpan.FromMinutes(1);

    // A little longer than a mail can take at worst, or another would send it, too; not much, since the mails of a silo that died wait so long.
    private static readonly TimeSpan Lease = SendTimeout + TimeSpan.FromSeconds(15);

    private bool _isStoreDown;

    /// <summary>Takes and sends mails until none is due and all are sent; how many were taken.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var (total, isDry, sending) = (0, false, new List<Task>());

        try
        {
            while (true)
            {
                if (!isDry && sending.Count < AtOnce)
                {
                    var free = AtOnce - sending.Count;
                    var mails = await outbox.TakeDueAsync(free, Lease, cancellationToken);
                    total += mails.Length;
                    isDry = mails.Length < free;
                    sending.AddRange(mails.Select(mail => SendAsync(mail, cancellationToken)));
                }

                if (sending.Count == 0)
                {
                    return total;
                }

                // A mail that its server keeps waiting holds up none that falls due meanwhile.
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var later = Task.Delay(options.Value.PollInterval, clock, ending.Token);
                var ended = await Task.WhenAny([later, .. sending]);
                await ending.CancelAsync();
                isDry &= ended != later;
                sending.Remove(ended);
                cancellationToken.ThrowIfCancellationRequested();
                await ended;
            }
        }
        finally
        {
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(options.Value.PollInterval, () => TrySendDueAsync(stoppingToken), stoppingToken, atOnce: true);

    private async Task TrySendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendDueAsync(cancellationToken);
            _isStoreDown = false;
        }
        catch (StorageUnavailableException exception)
        {
            // Once an outage: the store's own log and its health probe tell the rest.
            if (!_isStoreDown)
            {
                logger.LogWarning(exception, "The outbox cannot be read; mails wait");
            }

            _isStoreDown = true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "The outbox could not be worked through; trying again");
        }
    }

    private async Task SendAsync(TakenMail taken, CancellationToken cancellationToken)
    {
        try
        {
            using var message = MailMessages.Compose(taken.Mail, options.Value.Sender!);
            using var timeout = new CancellationTokenSource(SendTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await transport.SendAsync(taken.Mail.Id, message, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(taken, MailFailure.Of(exception), cancellationToken);
            return;
        }

        meter.Sent();
        await outbox.MarkSentAsync(taken.Mail.Id, cancellationToken);
        logger.LogInformation("Sent mail {MailId} at attempt {Attempt}", taken.Mail.Id, taken.Attempt);
    }

    private async Task FailAsync(TakenMail taken, MailFailure failure, CancellationToken cancellationToken)
    {
        if (failure.IsFinal || taken.Attempt >= options.Value.MaximumAttempts)
        {
            meter.GivenUp();
            await outbox.MarkFailedAsync(taken.Mail.Id, taken.Attempt, nextAttemptAt: null, failure.Reason, cancellationToken);
            logger.LogError("Gave up mail {MailId} after attempt {Attempt}; it stays in the outbox, until it is {Age} old. {Reason}", taken.Mail.Id, taken.Attempt, options.Value.GivenUpAge, failure.Reason);
            return;
        }

        // Not for secrets, so no cryptographic chance is needed.
#pragma warning disable CA5394
        var wait = MailRetry.WaitAfter(taken.Attempt, Random.Shared.NextDouble());
#pragma warning restore CA5394

        meter.Failed();
        await outbox.MarkFailedAsync(taken.Mail.Id, taken.Attempt, clock.GetUtcNow() + wait, failure.Reason, cancellationToken);
        logger.LogWarning("Mail {MailId} was not taken at attempt {Attempt}, next in {Wait}. {Reason}", taken.Mail.Id, taken.Attempt, wait, failure.Reason);
    }
}
