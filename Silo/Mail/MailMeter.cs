using System.Diagnostics.Metrics;

namespace Actors.Silo.Mail;

/// <summary>What became of mails, as metrics of the meter <c>Actors.Mail</c>.</summary>
internal sealed class MailMeter : IDisposable
{
    public const string Name = "Actors.Mail";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _givenUp;

    public MailMeter()
    {
        _sent = _meter.CreateCounter<long>("actors.mail.sent", "{mail}", "Mails that a server has taken or that were written as files.");
        _failed = _meter.CreateCounter<long>("actors.mail.failed", "{attempt}", "Attempts that failed and will be repeated.");
        _givenUp = _meter.CreateCounter<long>("actors.mail.given_up", "{mail}", "Mails that will not be tried again.");
    }

    public void Sent() => _sent.Add(1);

    public void Failed() => _failed.Add(1);

    public void GivenUp() => _givenUp.Add(1);

    public void Dispose() => _meter.Dispose();
}
