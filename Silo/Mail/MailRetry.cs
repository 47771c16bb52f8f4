namespace Actors.Silo.Mail;

/// <summary>When a mail that could not be sent is tried again: after 10 seconds, and each time twice as long, up to an hour.</summary>
internal static class MailRetry
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">From 0 to 1; spreads the mails of one outage over 80 to 120 % of the wait, so that they do not all come back at once.</param>
    public static TimeSpan WaitAfter(int attempt, double chance)
    {
        var wait = Math.Min(FirstWait.TotalSeconds * Math.Pow(2, attempt - 1), MaxWait.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (0.8 + (0.4 * chance)));
    }
}
