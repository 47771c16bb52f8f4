using System.Diagnostics;
using System.Text.Json;
using Actors.Bench.Cases;
using Actors.Bench.Loads;
using Actors.Testing;

namespace Actors.Tests.Benchmarks;

/// <summary>That the measurements can run, and give figures. Never what figures.</summary>
[Collection(BusyCollection.Name)]
public sealed class QuickRunTests : IDisposable
{
    /// <summary>A case of those that have several rows has a number after its name.</summary>
    private static readonly string[] OfSeveralRows = ["grow"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_case_runs_without_an_error_and_gives_figures()
    {
        var rows = await RunAsync();

        Assert.Equal(CaseList.All.Select(one => one.Name).Except(OfSeveralRows), rows.Select(NameOf).Where(name => !OfSeveralRows.Any(several => name.StartsWith(several + "-", StringComparison.Ordinal))));
        Assert.Equal(["grow-100", "grow-1000"], rows.Select(NameOf).Where(name => name.StartsWith("grow-", StringComparison.Ordinal)));
        Assert.All(rows, HasFigures);
    }

    [Fact]
    public async Task On_PostgreSQL_the_work_of_the_database_is_told_as_well()
    {
        Servers.Require(Bench.Stores.PostgresServer.Missing);

        var row = Assert.Single(await RunAsync("settings-put", "--storage", "postgres"));

        HasFigures(row);
        // Processor time is told in ticks of 10 ms: what a busy machine manages in a quick run may stay below the first.
        var service = row.GetProperty("service");
        Assert.True(service.GetProperty("database_cpu_seconds_per_request").GetDouble() > 0 || service.GetProperty("requests").GetInt64() < 500, row.ToString());
    }

    [Theory]
    [InlineData("bench: there is no case 'nonsense'; --help tells which there are.", "nonsense")]
    [InlineData("bench: there is no option --nonsense; --help tells which there are.", "--nonsense")]
    [InlineData("bench: --storage is one of sqlite, postgres.", "--storage", "paper")]
    [InlineData("bench: --rounds is a number from 1 to 100.", "--rounds", "0")]
    [InlineData("bench: --seconds needs a value.", "live", "--seconds")]
    public async Task What_cannot_be_measured_is_said(string line, params string[] arguments)
    {
        var (exitCode, output, error) = await StartAsync(arguments);

        Assert.Equal((2, "", line), (exitCode, output, error.Trim()));
    }

    /// <summary>In the debug build that tests run in it says that its figures are none, so that only the file is read here.</summary>
    private async Task<JsonElement[]> RunAsync(params string[] arguments)
    {
        Servers.Require(Wrk.Missing);
        var file = _directory.Below("bench.json");

        var (exitCode, output, error) = await StartAsync([.. arguments, "--quick", "--output", file]);

        // It ends with 1 as well when a single request failed.
        Assert.True(exitCode == 0 || (exitCode == 1 && File.Exists(file)), output + error);
        return [.. JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file)).GetProperty("rows").EnumerateArray()];
    }

    private static string NameOf(JsonElement row) => row.GetProperty("case").GetString()!;

    private static void HasFigures(JsonElement row)
    {
        // A busy machine may lose one of a hundred requests; what is broken loses them all.
        var service = row.GetProperty("service");
        Assert.True(100 * service.GetProperty("errors").GetInt64() <= service.GetProperty("requests").GetDouble(), row.ToString());

        foreach (var (side, figure) in from side in new[] { "service", "floor" }
                                       from figure in new[] { "requests", "per_second", "p50", "p99", "p999", "allocated_bytes_per_request" }
                                       select (side, figure))
        {
            Assert.True(row.GetProperty(side).GetProperty(figure).GetDouble() > 0, $"{side}.{figure} of {row}");
        }

        Assert.True(row.GetProperty("idle_mebibytes").GetDouble() > 0 && row.GetProperty("after_mebibytes").GetDouble() > 0, row.ToString());
        Assert.True(row.GetProperty("ratio").GetDouble() > 0, row.ToString());
    }

    /// <summary>Sixteen cases of a second, each with its floor; several minutes is a machine that others have.</summary>
    private static Task<(int ExitCode, string Output, string Error)> StartAsync(params string[] arguments) => Programs.RunAsync(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Actors.ServiceBench.dll"), .. arguments]), within: 5 * Eventually.Patience);
}
