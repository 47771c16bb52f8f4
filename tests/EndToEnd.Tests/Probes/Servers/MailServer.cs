using System.Diagnostics;

namespace Actors.Tests.Probes.Servers;

/// <summary>An SMTP server that takes every mail and keeps none.</summary>
internal sealed class MailServer : RealServer
{
    public override string Target => $"smtp://127.0.0.1:{Port}";

    protected override async Task<ProcessStartInfo> PrepareAsync()
    {
        // The packaged module belongs to the packaged interpreter, which need not be the first on the path.
        foreach (var python in new[] { "/usr/bin/python3", Find("python3", "python3-aiosmtpd") })
        {
            if (File.Exists(python) && await CanImportAsync(python))
            {
                return Command(python, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", $"127.0.0.1:{Port}");
            }
        }

        throw Missing("aiosmtpd is not installed: apt-get install python3-aiosmtpd");
    }

    private static async Task<bool> CanImportAsync(string python)
    {
        using var import = Process.Start(Command(python, "-c", "import aiosmtpd"))!;
        await import.WaitForExitAsync();
        return import.ExitCode == 0;
    }
}
