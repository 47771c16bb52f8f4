using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.Testing;

/// <summary>The built program, run as an operator runs it: a process of its own on a free port.</summary>
public sealed partial class ActorsProcess : IAsyncDisposable
{
    private const string Silo = "Actors.Silo.dll";

    private static readonly string[] SecretOptions = ["Password", "Secret", "MasterKey", "Headers"];

    private readonly Process _process;
    private readonly string _logs;
    private readonly string[] _secrets;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<(Func<string, bool> Matches, TaskCompletionSource<string> Seen)> _awaited = new();

    private ActorsProcess(string program, string[] options, IReadOnlyDictionary<string, string> environment)
    {
        _logs = ValueOf(options, "--Logging:File") ?? Path.Combine(ValueOf(options, "--data") ?? "", "logs");
        _secrets = [.. options.Zip(options.Skip(1)).Where(pair => SecretOptions.Any(pair.First.Contains)).Select(pair => pair.Second)];
        // Under nohup, programs inherit that SIGHUP is ignored: a service manager's do not.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=HUP", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));

        foreach (var argument in options)
        {
            start.ArgumentList.Add(argument);
        }

        // It lives for seconds: what the compiler would learn in them for later costs a sixth of its start.
        start.Environment["DOTNET_TieredPGO"] = "0";

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has written so far, to its output and its error output.</summary>
    public IReadOnlyCollection<string> Output => [.. _output];

    /// <summary>Speaks to it, once it is ready.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The lines that say why it does not start.</summary>
    public IReadOnlyCollection<string> Complaints => [.. _output.Where(line => line.StartsWith("actors: ", StringComparison.Ordinal))];

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ActorsProcess> StartAsync(string data, params string[] options)
    {
        var process = Launch(data, options);

        try
        {
            await process.AnswersAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts an API node, which is a program of its own.</summary>
    public static ActorsProcess LaunchApiNode(params string[] options) =>
        new("Actors.Api.dll", ["--Port", "0", .. options], new Dictionary<string, string>());

    /// <summary>Waits until it answers.</summary>
    public async Task AnswersAsync()
    {
        var line = await LineAsync(text => text.Contains(" answers on ", StringComparison.Ordinal));
        Client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value), Timeout = Eventually.Patience };
    }

    /// <summary>Starts it on a free port, with cheap hashes and patient limits unless the options say otherwise, and waits for nothing.</summary>
    public static ActorsProcess Launch(string data, params string[] options) =>
        new(Silo, ["--data", data, .. DefaultsFor(options), .. options], new Dictionary<string, string>());

    /// <summary>Starts a copy of the program that lies in a directory of its own, and waits for nothing.</summary>
    public static ActorsProcess LaunchFrom(string directory, string data, params string[] options) =>
        new(Path.Combine(directory, Silo), ["--data", data, .. DefaultsFor(options), .. options], new Dictionary<string, string>());

    /// <summary>Starts it with these environment variables, and waits for nothing.</summary>
    public static ActorsProcess Launch(string data, IReadOnlyDictionary<string, string> environment) =>
        new(Silo, ["--data", data, .. DefaultsFor([])], environment);

    /// <summary>Starts a command of the program with these arguments and no others, and waits for nothing.</summary>
    public static ActorsProcess LaunchCommand(params string[] arguments) => new(Silo, arguments, new Dictionary<string, string>());

    /// <summary>Runs a command of the program to its end, with these arguments and no others.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command of the program to its end, with these environment variables and arguments.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = new ActorsProcess(Silo, arguments, environment);
        var exitCode = await process.ExitCodeAsync();
        return (exitCode, string.Join('\n', process.Output));
    }

    /// <summary>The first line written that matches, as soon as there is one.</summary>
    public async Task<string> LineAsync(Func<string, bool> matches)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Enqueue((matches, seen));

        // What was written before the wait began counts as well.
        if (_output.FirstOrDefault(matches) is { } line)
        {
            seen.TrySetResult(line);
        }

        var exited = _process.WaitForExitAsync();

        if (await Task.WhenAny(seen.Task, exited).WaitAsync(Eventually.Patience) == exited && !seen.Task.IsCompleted)
        {
            throw new InvalidOperationException($"The program ended with {_process.ExitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
        }

        return await seen.Task;
    }

    /// <summary>kill -9: it gets no chance to write anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Eventually.Patience);
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public Task SignalStopAsync() => SignalAsync("-TERM");

    /// <summary>Stops it as a service manager does, and waits until it has ended in good order.</summary>
    public async Task StopAsync()
    {
        await SignalStopAsync();
        Assert.Equal(0, await ExitCodeAsync());
    }

    /// <summary>SIGHUP, as a service manager asks it to read its configuration again.</summary>
    public Task SignalReloadAsync() => SignalAsync("-HUP");

    /// <summary>Its exit code, once it has ended and all that it wrote is read.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends it, and says so if it has logged what nobody may read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Client?.Dispose();
        _process.Dispose();

        if (LogScan.Find(_output, _logs, _secrets) is [_, ..] told)
        {
            throw new InvalidOperationException($"There are secrets in the log:{Environment.NewLine}{string.Join(Environment.NewLine, told)}");
        }
    }

    private static string? ValueOf(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Eventually.Patience);
    }

    // A machine that has too much to do does not hear of a bucket in 50 ms.
    private static IEnumerable<string> DefaultsFor(string[] options) =>
        new[] { ("--port", "0"), ("--Passwords:BcryptCost", "4"), ("--RateLimits:Silence", "00:00:10") }
            .Where(option => !options.Contains(option.Item1))
            .SelectMany(option => new[] { option.Item1, option.Item2 });

    private void Receive(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);

        foreach (var (matches, seen) in _awaited)
        {
            if (matches(line))
            {
                seen.TrySetResult(line);
            }
        }
    }

    [GeneratedRegex(@"http://[^\s,""]+")]
    private static partial Regex Address();
}
