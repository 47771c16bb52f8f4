using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Testing;

namespace Actors.Tests.Probes.Servers;

/// <summary>A server program that a test starts on a free port of loopback, ends, and starts again.</summary>
/// <remarks>Where the program is missing the test is skipped; ACTORS_REQUIRE_SERVERS=1 makes it fail instead.</remarks>
internal abstract class RealServer : IAsyncDisposable
{
    public const string Password = "hunter2-of-the-server";

    private static readonly string[] MorePaths =
    [
        "/usr/local/bin", "/usr/sbin", "/usr/lib/rabbitmq/bin",
        .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [],
    ];

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    public int Port { get; } = FreePort();

    /// <summary>What a probe of this server is given; it holds <see cref="Password"/> where the server wants one.</summary>
    public abstract string Target { get; }

    protected string Root => _directory.Path;

    public async Task StartAsync()
    {
        _process = Process.Start(await PrepareAsync()) ?? throw new InvalidOperationException("The server did not start.");
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        await AnswersAsync();
    }

    /// <summary>kill -9, with all that it started.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await CleanUpAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>How it is started; it is called for each start.</summary>
    protected abstract Task<ProcessStartInfo> PrepareAsync();

    /// <summary>Whether a server that takes connections serves them too, now that it does.</summary>
    protected virtual Task<bool> IsReadyAsync() => Task.FromResult(true);

    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    /// <summary>The full path of a program, or the test ends here.</summary>
    protected static string Find(string program, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MorePaths)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

        return found ?? throw Missing($"{program} is not installed: apt-get install {package}");
    }

    protected static Exception Missing(string reason)
    {
        Assert.True(Environment.GetEnvironmentVariable("ACTORS_REQUIRE_SERVERS") != "1", reason);
        Assert.Skip(reason);
        return new InvalidOperationException(reason);
    }

    protected static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    protected static async Task RunAsync(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{await output}{errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync()
    {
        using var patience = new CancellationTokenSource(ActorsProcess.Patience);

        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, Port, patience.Token);

                if (await IsReadyAsync())
                {
                    return;
                }
            }
            catch (SocketException)
            {
                Assert.False(_process!.HasExited, "The server ended at once.");
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
