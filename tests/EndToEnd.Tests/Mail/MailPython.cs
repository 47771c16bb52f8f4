using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>The Python that has aiosmtpd. Debian's module belongs to Debian's interpreter, which need not be the first on the path.</summary>
internal static class MailPython
{
    /// <summary>Its path, or the test ends here.</summary>
    public static async Task<string> RequireAsync()
    {
        foreach (var python in new[] { "/usr/bin/python3", Programs.Find("python3") })
        {
            if (File.Exists(python) && (await Programs.RunAsync(new ProcessStartInfo(python, ["-c", "import aiosmtpd"]))).ExitCode == 0)
            {
                return python;
            }
        }

        Servers.Require("aiosmtpd is not installed: apt-get install python3-aiosmtpd");
        throw new UnreachableException();
    }
}
