using Actors.Notifications;
using Actors.Storage;

namespace Actors.Tests.Mail;

public sealed class OutboxSweepTests : IDisposable
{
    private readonly MailFixture _mail = new(("GivenUpAge", "2.00:00:00"));

    public void Dispose() => _mail.Dispose();

    [Fact]
    public async Task However_many_were_given_up_they_are_erased_at_their_age_and_what_waits_is_not()
    {
        var given = Enumerable.Range(0, 1200).Select(_ => Add()).ToArray();
        await Task.WhenAll(given.Select(mail => _mail.Outbox.MarkFailedAsync(mail.Id, 1, nextAttemptAt: null, "550 never", default)));
        Add();

        _mail.Clock.Advance(TimeSpan.FromDays(2));
        await _mail.Sweep.SweepAsync(CancellationToken.None);
        Assert.Equal(new OutboxCounts(1, 1200), await _mail.Outbox.CountAsync(default));

        _mail.Clock.Advance(TimeSpan.FromSeconds(1));
        await _mail.Sweep.SweepAsync(CancellationToken.None);
        Assert.Equal(new OutboxCounts(1, 0), await _mail.Outbox.CountAsync(default));
        Assert.Single(_mail.Log, line => line.Contains("Erased 1200 mails that were given up", StringComparison.Ordinal));
    }

    private OutgoingMail Add()
    {
        var mail = MailFixture.Mail() with { CreatedAt = _mail.Clock.GetUtcNow() };
        _mail.Outbox.Add(mail);
        return mail;
    }
}
