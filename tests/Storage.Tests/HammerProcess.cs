using System.Diagnostics;
using Actors.Testing;
using Actors.Tests.StoreHammer;

namespace Actors.Tests.Storage;

/// <summary>The hammer as a process of its own.</summary>
internal sealed class HammerProcess : IDisposable
{
    private readonly Process _process;

    private HammerProcess(Process process) => _process = process;

    public static HammerProcess Start(string mode, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Hammer).Assembly.Location);
        start.ArgumentList.Add(mode);
        foreach (var (name, value) in settings)
        {
            start.ArgumentList.Add($"--{name}={value}");
        }

        return new HammerProcess(Process.Start(start)!);
    }

    /// <summary>The next whole line.</summary>
    public Task<string> ReadLineAsync() => _process.LineAsync();

    /// <summary>The process is gone before its next instruction, as by <c>kill -9</c>; what it had written to the pipe is answered.</summary>
    public async Task<string[]> KillAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync();
        await _process.EndAsync();
        // The last line may be cut; the one before its end was written whole.
        return rest.Split('\n')[..^1];
    }

    /// <summary>Lets it end by itself.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        _process.StandardInput.Close();
        var error = _process.StandardError.ReadToEndAsync();
        await _process.EndAsync();
        return (_process.ExitCode, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
