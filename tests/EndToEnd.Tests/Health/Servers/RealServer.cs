using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Testing;

namespace Actors.Tests.Health.Servers;

/// <summary>A server program that a test starts on a free port of loopback, ends, and starts again.</summary>
/// <remarks>Where the program is missing the test is skipped; ACTORS_REQUIRE_SERVERS=1 makes it fail instead.</remarks>
public abstract class RealServer : IAsyncDisposable
{
    public const string Password = "hunter2-of-the-server";

    private const int MostAttempts = 3;

    /// <summary>RabbitMQ takes its time, more so on a busy machine.</summary>
    private static readonly TimeSpan LongestStart = 2 * Eventually.Patience;

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;
    private Task<string> _said = Task.FromResult("");
    private bool _hasServed;

    /// <summary>Where it listens, once it was started; it comes back there.</summary>
    public int Port { get; private set; }

    /// <summary>What a probe of this server is given; it holds <see cref="Password"/> where the server wants one.</summary>
    public abstract string Target { get; }

    protected string Root => _directory.Path;

    /// <summary>Starts it, unless it runs.</summary>
    public async Task StartAsync()
    {
        if (!_hasServed)
        {
            // A start that was given up has left its process.
            await KillAsync();
        }

        for (var attempt = 1; !_hasServed; attempt++)
        {
            TakePorts();
            await LaunchAsync();

            _hasServed = await ServesAsync();

            // Somebody else may have taken a port meanwhile.
            if (!_hasServed && attempt < MostAttempts)
            {
                await KillAsync();
                await CleanUpAsync();
            }
            else if (!_hasServed)
            {
                await FailAsync();
            }
        }

        if (_process is null)
        {
            await Eventually.IsAsync(ComesBackAsync, isBack => isBack, "the server comes back", 2 * LongestStart);
        }
    }

    /// <summary>kill -9, with all that it started.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.EndAsync();
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

    /// <summary>Before its first start, and again when that failed.</summary>
    protected virtual void TakePorts() => Port = Ports.Free();

    /// <summary>Whether a server that takes connections serves them too, now that it does.</summary>
    protected virtual Task<bool> IsReadyAsync() => Task.FromResult(true);

    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    protected static async Task RunAsync(ProcessStartInfo command)
    {
        var (exitCode, output, error) = await Programs.RunAsync(command);
        Assert.True(exitCode == 0, output + error);
    }

    /// <summary>Starts it where it was; not if somebody else has its port for a moment.</summary>
    private async Task<bool> ComesBackAsync()
    {
        await LaunchAsync();
        var isBack = await ServesAsync();

        if (!isBack)
        {
            await KillAsync();
        }

        return isBack;
    }

    /// <summary>Tells what it said last; what it started may hold its output open until it has ended, too.</summary>
    private async Task FailAsync()
    {
        await KillAsync();
        Assert.Fail($"The server ended at once: {await _said.WaitAsync(Eventually.Patience)}");
    }

    private async Task LaunchAsync()
    {
        var start = await PrepareAsync();
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _ = _process.StandardOutput.ReadToEndAsync();
        _said = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it serves, as soon as it does; not if it ends instead.</summary>
    private async Task<bool> ServesAsync()
    {
        await Eventually.IsAsync(
            async () => _process!.HasExited || (await TakesConnectionsAsync() && await IsReadyAsync()), isSo => isSo, "the server serves", LongestStart);
        return !_process!.HasExited;
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
