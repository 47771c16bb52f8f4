using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.Tests.Mail;

/// <summary>A real mail server, Debian's aiosmtpd, on a free port of this machine.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    private readonly Process _process;

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] arguments)
    {
        var process = Run(await PythonAsync(), [Path.Combine(AppContext.BaseDirectory, "Mail", "smtp_server.py"), .. arguments]);
        var port = await process.StandardOutput.ReadLineAsync();

        return port is not null
            ? new SmtpServer(process, int.Parse(port, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    /// <summary>The next mail that the server has taken.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var mail = JsonDocument.Parse(line!).RootElement;

        return new ReceivedMail(
            mail.GetProperty("from").GetString()!,
            [.. mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
            mail.GetProperty("tls").GetBoolean(),
            mail.GetProperty("user").GetString(),
            Encoding.UTF8.GetString(mail.GetProperty("data").GetBytesFromBase64()));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> PythonAsync()
    {
        foreach (var python in Pythons.Where(p => !Path.IsPathRooted(p) || File.Exists(p)))
        {
            using var probe = Run(python, ["-c", "import aiosmtpd"]);
            await probe.WaitForExitAsync();

            if (probe.ExitCode == 0)
            {
                return python;
            }
        }

        const string reason = "This test needs a mail server: apt-get install -y python3-aiosmtpd";
        Assert.True(Environment.GetEnvironmentVariable("ACTORS_REQUIRE_SERVERS") != "1", reason);
        Assert.Skip(reason);
        return "";
    }

    private static Process Run(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Tls">Whether it came encrypted.</param>
/// <param name="User">Who had signed in.</param>
/// <param name="Data">The message, byte for byte.</param>
internal sealed record ReceivedMail(string From, string[] To, bool Tls, string? User, string Data)
{
    /// <summary>The header lines, unfolded.</summary>
    public IReadOnlyList<string> Headers => [.. Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")];

    public string Header(string name) => Headers.Single(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}
