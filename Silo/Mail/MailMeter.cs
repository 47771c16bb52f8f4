using System.Diagnostics.Metrics;
using Actors.Storage;

namespace Actors.Silo.Mail;

/// <summary>What became of mails, as metrics of the meter <c>Actors.Mail</c>.</summary>
internal sealed class MailMeter : IDisposable
{
    public const string Name = "Actors.Mail";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _givenUp;
    private readonly Gauge<long> _waiting;
    private readonly Gauge<long> _abandoned;

    public MailMeter()
    {
        _sent = _meter.CreateCounter<long>("actors.mail.sent", "{mail}", "Mails that a server has taken or that were written as files.");
        _failed = _meter.CreateCounter<long>("actors.mail.failed", "{attempt}", "Attempts that failed and will be repeated.");
        _givenUp = _meter.CreateCounter<long>("actors.mail.given_up", "{mail}", "Mails that will not be tried again.");
        _waiting = _meter.CreateGauge<long>("actors.mail.waiting", "{mail}", "Mails in the outbox that are due now or later; the same on each silo of a cluster.");
        _abandoned = _meter.CreateGauge<long>("actors.mail.abandoned", "{mail}", "Mails in the outbox that nobody will try again; the same on each silo of a cluster.");

        // Each counter begins at 0, so that it is on the page before its first event.
        _sent.Add(0);
        _failed.Add(0);
        _givenUp.Add(0);
    }

    public void Sent() => _sent.Add(1);

    public void Failed() => _failed.Add(1);

    public void GivenUp() => _givenUp.Add(1);

    public void RecordOutbox(OutboxCounts outbox)
    {
        _waiting.Record(outbox.Waiting);
        _abandoned.Record(outbox.GivenUp);
    }

    public void Dispose() => _meter.Dispose();
}
