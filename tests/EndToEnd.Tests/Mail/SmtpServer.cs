using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>A real mail server, Debian's aiosmtpd, on a free port of this machine.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly ServerProgram _server;

    private SmtpServer(ServerProgram server) => _server = server;

    public int Port => int.Parse(_server.Address, CultureInfo.InvariantCulture);

    public static async Task<SmtpServer> StartAsync(params string[] arguments) =>
        new(await ServerProgram.StartAsync(await MailPython.RequireAsync(), [Path.Combine(AppContext.BaseDirectory, "Mail", "smtp_server.py"), .. arguments]));

    /// <summary>The next mail that the server has taken.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        var mail = JsonDocument.Parse(await _server.LineAsync()).RootElement;

        return new ReceivedMail(
            mail.GetProperty("from").GetString()!,
            [.. mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()!)],
            mail.GetProperty("tls").GetBoolean(),
            mail.GetProperty("user").GetString(),
            Encoding.UTF8.GetString(mail.GetProperty("data").GetBytesFromBase64()));
    }

    /// <summary>Ends it, and looks at what it has taken besides what was read: nothing.</summary>
    public async Task HasTakenNoMoreAsync() => Assert.Equal("", await _server.EndAsync());

    public ValueTask DisposeAsync() => _server.DisposeAsync();
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
