using System.Diagnostics;

namespace Actors.Testing;

/// <summary>A server that a test runs: its first line says where it listens, and it ends when its input does.</summary>
public sealed class ServerProgram : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProgram(Process process) => _process = process;

    /// <summary>Its first line.</summary>
    public string Address { get; private set; } = "";

    public static async Task<ServerProgram> StartAsync(string program, IEnumerable<string> arguments, string folder = "")
    {
        var server = new ServerProgram(Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

        try
        {
            server.Address = await server.LineAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next line that it writes.</summary>
    public Task<string> LineAsync() => _process.LineAsync();

    /// <summary>Ends it: what it had written that nobody has read.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Patience);
        await _process.EndAsync();
        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.EndAsync();
        }
        finally
        {
            _process.Dispose();
        }
    }
}
