using System.Diagnostics;
using Actors.Tests.Mail;

namespace Actors.Tests.Health.Servers;

/// <summary>An SMTP server that takes every mail and keeps none.</summary>
public sealed class MailServer : RealServer
{
    public override string Target => $"smtp://127.0.0.1:{Port}";

    protected override async Task<ProcessStartInfo> PrepareAsync() =>
        new(await MailPython.RequireAsync(), ["-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", $"127.0.0.1:{Port}"]);
}
