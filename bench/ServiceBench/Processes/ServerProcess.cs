using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Bench.Loads;

namespace Actors.Bench.Processes;

/// <summary>A program that answers on loopback, in a process of its own.</summary>
internal abstract partial class ServerProcess : IAsyncDisposable
{
    /// <summary>Between looking once and once more.</summary>
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _log;

    /// <summary>Starts it. A shell sends its output to a file and becomes it: what it writes is nobody's work but its own.</summary>
    protected ServerProcess(string program, string log, IEnumerable<string> arguments)
    {
        _log = log;
        File.Delete(log);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$@\" >\"$0\" 2>&1", log, Path.Combine(AppContext.BaseDirectory, program), .. arguments]);
        _process = Process.Start(start)!;
    }

    public Uri Address { get; private set; } = null!;

    public int ProcessId => _process.Id;

    public double MemoryMebibytes => ProcessFigures.ResidentMebibytes(ProcessId);

    protected static HttpClient Client { get; } = new();

    /// <summary>What it has used so far.</summary>
    public async Task<Usage> UsageAsync() => new(ProcessFigures.CpuSeconds(ProcessId), await AllocatedAsync());

    /// <summary>Loads it, and says what that cost it.</summary>
    public async Task<Sample> MeasureAsync(Func<Task<LoadResult>> load)
    {
        var before = await UsageAsync();
        var result = await load();
        return new Sample(result, await UsageAsync() - before);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{ProcessId}"]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>Bytes of managed memory allocated since its start.</summary>
    protected abstract Task<double> AllocatedAsync();

    /// <summary>Waits until it is ready; ends it when it does not become so.</summary>
    protected static async Task<TServer> ReadyAsync<TServer>(TServer server, Func<TServer, Task> ready)
        where TServer : ServerProcess
    {
        try
        {
            await ready(server);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it has said where it answers.</summary>
    protected async Task AnswersAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        Match line;

        while (!(line = AnswerLine().Match(await ReadLogAsync(cancellation))).Success)
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"The program does not start:{Environment.NewLine}{await ReadLogAsync(cancellation)}");
            }

            await Task.Delay(Pause, cancellation);
        }

        Address = new Uri(line.Groups[1].Value);
    }

    private async Task<string> ReadLogAsync(CancellationToken cancellation) => File.Exists(_log) ? await File.ReadAllTextAsync(_log, cancellation) : "";

    [GeneratedRegex(@"answers on (http://127\.0\.0\.1:\d+)\D")]
    private static partial Regex AnswerLine();
}
