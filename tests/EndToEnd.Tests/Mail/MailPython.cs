using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>The Python that has aiosmtpd. Debian's module belongs to Debian's interpreter, which need not be the first on the path.</summary>
internal static class MailPython
{
    // A start of Python takes its time, and nearly every test of mails needs one.
    private static readonly Lazy<Task<string?>> Found = new(FindAsync);

    /// <summary>Its path, or the test ends here.</summary>
    public static async Task<string> RequireAsync()
    {
        var python = await Found.Value;
        Servers.Require(python is null ? "aiosmtpd is not installed: apt-get install python3-aiosmtpd" : null);
        return python!;
    }

    private static async Task<string?> FindAsync()
    {
        foreach (var python in new[] { "/usr/bin/python3", Programs.Find("python3") })
        {
            if (File.Exists(python) && (await Programs.RunAsync(new ProcessStartInfo(python, ["-c", "import aiosmtpd"]))).ExitCode == 0)
            {
                return python;
            }
        }

        return null;
    }
}
