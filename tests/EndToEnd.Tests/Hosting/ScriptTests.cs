using System.Diagnostics;
using System.Runtime.Versioning;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>The script <c>./actors</c>, with a stand-in for <c>dotnet</c> that writes down what it was asked for.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _asked;

    public ScriptTests()
    {
        _asked = _directory.Below("asked");
        Directory.CreateDirectory(_directory.Below("bin"));
        Directory.CreateDirectory(_directory.Below("Silo/obj"));
        Directory.CreateDirectory(_directory.Below("Silo/bin/Release/net10.0"));
        File.WriteAllText(_directory.Below("Silo/Program.cs"), "// first");
        File.WriteAllText(_directory.Below("Silo/bin/Release/net10.0/Actors.Silo.dll"), "");
        File.Copy(RepositoryFiles.Path("Directory.Build.props"), _directory.Below("Directory.Build.props"));
        File.Copy(RepositoryFiles.Path("actors"), _directory.Below("actors"));
        HaveDotnet(restores: "Orleans Embedded");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Orleans_is_chosen_where_it_restores()
    {
        var run = await RunAsync("engine", "auto");

        Assert.Equal("actors: engine: orleans (Microsoft Orleans 10.4.2 restores)", run.Error.Trim());
        Assert.Equal("orleans (from engine.props)", (await RunAsync("engine")).Output.Trim());
    }

    [Fact]
    public async Task The_embedded_engine_is_chosen_where_Orleans_does_not_restore()
    {
        HaveDotnet(restores: "Embedded");

        var run = await RunAsync("engine", "auto");

        Assert.Equal(
            "actors: engine: embedded (Microsoft Orleans 10.4.2 does not restore here: Unable to find package Microsoft.Orleans.Server)",
            run.Error.Trim());
        Assert.Equal("embedded (from engine.props)", (await RunAsync("engine")).Output.Trim());
    }

    [Fact]
    public async Task Nothing_is_chosen_where_nothing_restores()
    {
        HaveDotnet(restores: "");

        var run = await RunAsync("engine", "auto");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is the package feed to be reached? Nothing was chosen.", run.Error, StringComparison.Ordinal);
        Assert.Equal("auto (not decided yet: run and test decide it once)", (await RunAsync("engine")).Output.Trim());
    }

    [Fact]
    public async Task A_choice_by_hand_is_kept_and_the_environment_wins_over_it()
    {
        await RunAsync("engine", "embedded");

        Assert.Equal("embedded (from engine.props)", (await RunAsync("engine")).Output.Trim());
        Assert.Equal("orleans (from the environment variable Engine)", (await RunAsync(("Engine", "Orleans"), "engine")).Output.Trim());
    }

    [Fact]
    public async Task A_start_builds_only_what_has_changed()
    {
        await RunAsync("run", "--port", "0");
        await RunAsync("run", "--port", "0");
        Assert.Single(Asked("build "));

        await File.WriteAllTextAsync(_directory.Below("Silo/Program.cs"), "// second", TestContext.Current.CancellationToken);
        await RunAsync("run");
        Assert.Equal(2, Asked("build ").Length);

        await RunAsync(("Engine", "Orleans"), "run");
        Assert.Equal(3, Asked("build ").Length);
    }

    [Fact]
    public async Task A_program_that_something_else_has_built_in_its_place_is_not_started()
    {
        await RunAsync("run");
        await File.WriteAllTextAsync(_directory.Below("Silo/bin/Release/net10.0/Actors.Silo.dll"), "of the other engine", TestContext.Current.CancellationToken);

        await RunAsync("run");
        Assert.Equal(2, Asked("build ").Length);

        await RunAsync("run");
        Assert.Equal(2, Asked("build ").Length);
    }

    [Fact]
    public async Task A_start_hands_its_options_to_the_program_as_they_are()
    {
        await RunAsync("run", "--port", "0", "--Admin:Password", "two words");

        Assert.Equal($"{_directory.Path}/Silo/bin/Release/net10.0/Actors.Silo.dll|--port|0|--Admin:Password|two words|", Asked(_directory.Path)[^1]);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("copy")]
    [InlineData("migrate")]
    [InlineData("healthcheck")]
    public async Task A_command_of_the_program_is_handed_on_with_its_arguments(string command)
    {
        await RunAsync(command, "a file", "--force");

        Assert.Equal($"{_directory.Path}/Silo/bin/Release/net10.0/Actors.Silo.dll|{command}|a file|--force|", Asked(_directory.Path)[^1]);
    }

    [Fact]
    public async Task A_measurement_runs_a_release_build_of_the_cases_that_are_named_or_of_a_project()
    {
        Directory.CreateDirectory(_directory.Below("bench/StoreBench"));
        await File.WriteAllTextAsync(_directory.Below("bench/StoreBench/StoreBench.csproj"), "", TestContext.Current.CancellationToken);

        await RunAsync("bench", "live", "--seconds", "1");
        await RunAsync("bench", "StoreBench", "commit");
        await RunAsync("bench");

        Assert.Equal(
            [
                $"{_directory.Path}/bench/ServiceBench/bin/Release/net10.0/Actors.ServiceBench.dll|live|--seconds|1|",
                $"{_directory.Path}/bench/StoreBench/bin/Release/net10.0/Actors.StoreBench.dll|commit|",
                $"{_directory.Path}/bench/ServiceBench/bin/Release/net10.0/Actors.ServiceBench.dll|",
            ],
            Asked(_directory.Path));
        Assert.All(Asked("build "), build => Assert.Contains("|--configuration|Release|", build, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_build_starts_nothing_and_is_tried_again()
    {
        await RunAsync(("BUILD_FAILS", "1"), "run");
        Assert.Empty(Asked(_directory.Path));

        await RunAsync("run");
        Assert.Single(Asked(_directory.Path));
    }

    [Fact]
    public async Task A_missing_SDK_is_told_with_how_to_install_it()
    {
        File.Delete(_directory.Below("bin/dotnet"));

        var run = await RunAsync(("PATH", CoreToolsOnly()), "test");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("actors: the .NET 10 SDK is missing.", run.Error, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_results_of_all_projects_are_summed_and_a_failure_is_an_error()
    {
        var passed = await RunAsync(("RESULTS", "Passed!  - Failed:     0, Passed:    12, Skipped:     1, Total:    13, Duration: 1 s - A.dll\n"
            + "Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 1 s - B.dll"), "test");
        var failed = await RunAsync(("RESULTS", "Failed!  - Failed:     2, Passed:    12, Skipped:     0, Total:    14, Duration: 1 s - A.dll"), "test");
        var nothing = await RunAsync(("RESULTS", ""), "test", "Nonsense");

        Assert.Equal((0, "15 passed, 0 failed"), (passed.ExitCode, passed.Output.Trim().Split('\n')[^1]));
        Assert.Equal((1, "12 passed, 2 failed"), (failed.ExitCode, failed.Output.Trim().Split('\n')[^1]));
        Assert.Equal((1, "0 passed, 0 failed"), (nothing.ExitCode, nothing.Output.Trim().Split('\n')[^1]));
        Assert.Contains("|--filter|FullyQualifiedName~Nonsense|", Asked("test|")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_built_before_they_run_unless_somebody_has_just_done_so()
    {
        await RunAsync(("RESULTS", ""), "test");
        Assert.Single(Asked("build "));

        await RunAsync(("ACTORS_BUILT", "1"), "test");

        Assert.Single(Asked("build "));
        Assert.Equal(2, Asked("test ").Length);
    }

    [Fact]
    public async Task A_project_that_came_to_no_end_is_an_error_unless_a_filter_left_it_out()
    {
        const string one = "Passed!  - Failed:     0, Passed:    12, Skipped:     0, Total:    12, Duration: 1 s - A.dll";

        foreach (var project in new[] { "A", "B" })
        {
            Directory.CreateDirectory(_directory.Below($"tests/{project}.Tests"));
            await File.WriteAllTextAsync(_directory.Below($"tests/{project}.Tests/{project}.Tests.csproj"), "", TestContext.Current.CancellationToken);
        }

        var ended = await RunAsync(("RESULTS", $"{one}\n{one}"), "test");
        var broken = await RunAsync(("RESULTS", one), "test");
        var filtered = await RunAsync(("RESULTS", one), "test", "Some");

        Assert.Equal((0, 1, 0), (ended.ExitCode, broken.ExitCode, filtered.ExitCode));
        Assert.Contains("only 1 of 2 test projects", broken.Error, StringComparison.Ordinal);
        Assert.Equal("12 passed, 0 failed", broken.Output.Trim().Split('\n')[^1]);
    }

    private string[] Asked(string what) => File.Exists(_asked)
        ? [.. File.ReadAllLines(_asked).Where(line => line.StartsWith(what.Replace(' ', '|'), StringComparison.Ordinal))]
        : [];

    private void HaveDotnet(string restores)
    {
        var path = _directory.Below("bin/dotnet");
        File.WriteAllText(path, $$"""
            #!/usr/bin/env bash
            printf '%s|' "$@" >>'{{_asked}}'; echo >>'{{_asked}}'
            case $1 in
              restore)
                case ' {{restores}} ' in *" $Engine "*) exit 0 ;; esac
                echo "a.csproj : error NU1101: Unable to find package Microsoft.Orleans.Server. No packages exist [a.sln]"; exit 1 ;;
              build) [ -z "${BUILD_FAILS:-}" ] ;;
              test) printf '%s\n' "$RESULTS"; case $RESULTS in *Failed!*) exit 1 ;; esac ;;
            esac
            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A PATH with the tools of every system, and no dotnet beside them.</summary>
    private string CoreToolsOnly() => Programs.LinkAll(_directory.Below("tools"), "bash", "env", "dirname", "cat", "sed");

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(("", ""), arguments);

    private Task<(int ExitCode, string Output, string Error)> RunAsync((string Name, string Value) variable, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [_directory.Below("actors"), .. arguments]);
        start.Environment["PATH"] = $"{_directory.Below("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        foreach (var name in new[] { "Engine", "OrleansVersion", "PackageSet", "ACTORS_BUILT" })
        {
            start.Environment.Remove(name);
        }

        if (variable.Name.Length > 0)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        return Programs.RunAsync(start);
    }
}
