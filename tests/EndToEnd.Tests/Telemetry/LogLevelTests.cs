using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>Log levels change while the program runs.</summary>
public sealed class LogLevelTests : IDisposable
{
    private const string Settings = "appsettings.json";

    private readonly TemporaryDirectory _data = new();
    private readonly TemporaryDirectory _program = new();

    public void Dispose()
    {
        _data.Dispose();
        _program.Dispose();
    }

    [Fact]
    public async Task At_SIGHUP_the_levels_of_the_file_are_in_force_and_a_broken_file_changes_nothing()
    {
        Copy(AppContext.BaseDirectory, _program.Path);
        await using var actors = ActorsProcess.LaunchFrom(_program.Path, _data.Path);
        await actors.AnswersAsync();

        await actors.Client.RegisterAsync(HttpAccounts.NewEmail());
        // A line of the call would come before that of the request.
        await actors.LineAsync(line => line.Contains("POST /api/v1/auth/register", StringComparison.Ordinal));
        Assert.DoesNotContain(actors.Output, IsCall);

        Change("\"Default\": \"Information\"", "\"Actors.Calls\": \"Debug\", \"Default\": \"Information\"");
        await actors.SignalReloadAsync();
        await actors.LineAsync(line => line.Contains("Read the log levels again", StringComparison.Ordinal));
        await actors.Client.RegisterAsync(HttpAccounts.NewEmail());
        await actors.LineAsync(IsCall);

        Change("\"Logging\": {", "\"Logging\": ");
        await actors.SignalReloadAsync();
        await actors.LineAsync(line => line.Contains("could not be read again", StringComparison.Ordinal));
        var before = actors.Output.Count(IsCall);
        await actors.Client.RegisterAsync(HttpAccounts.NewEmail());
        await Eventually.IsAsync(() => actors.Output.Count(IsCall) > before, "another line of a call");
    }

    [Fact]
    public async Task The_engine_has_no_line_for_each_grain_that_it_places()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path);

        await actors.Client.RegisterAsync(HttpAccounts.NewEmail());

        Assert.DoesNotContain(actors.Output, line => line.Contains("Orleans", StringComparison.Ordinal));
    }

    private static bool IsCall(string line) => line.Contains("UserGrain.CreateAsync answered", StringComparison.Ordinal);

    private void Change(string from, string to)
    {
        var file = Path.Combine(_program.Path, Settings);
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Without the 130 MB with which other tests drive a browser.</summary>
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.GetDirectories(from).Where(directory => Path.GetFileName(directory) != ".playwright"))
        {
            Copy(directory, Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(directory))).FullName);
        }
    }
}
