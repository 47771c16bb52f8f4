using System.Globalization;
using Actors.Testing;
using Actors.Tests.Health;

namespace Actors.Tests.Telemetry;

/// <summary>The program behind a declared proxy, with a policy of its own whose numbers only one test moves.</summary>
public class MeteredService : HealthService
{
    public const int SlowLimit = 10;

    protected override IReadOnlyList<string> Options =>
        [.. base.Options, "--RateLimits:Policies:slow:Limit", $"{SlowLimit}", "--RateLimits:Policies:slow:WindowSeconds", "3600", "--RateLimits:Policies:slow:Burst", $"{SlowLimit}"];

    /// <summary>Each line of the metrics page: its name and labels, and its number.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync()
    {
        using var client = NewClient();
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => (At: line.LastIndexOf(' '), Text: line))
            .ToDictionary(line => line.Text[..line.At], line => NumberOf(line.Text[(line.At + 1)..]));
    }

    /// <summary>Reads the page until it is so: what is counted now and then shows up a little later.</summary>
    public Task UntilAsync(Func<IReadOnlyDictionary<string, double>, bool> isSo) =>
        Eventually.IsAsync(async () => isSo(await MetricsAsync()), "what is awaited of the metrics");

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}

/// <summary>For classes of tests that come after one another: what one counts is not what another asks for meanwhile.</summary>
[CollectionDefinition(Name)]
public sealed class MeteredTests : ICollectionFixture<MeteredService>
{
    public const string Name = "A metered service";
}

internal static class MetricLines
{
    /// <summary>The sum of the lines that begin and end so.</summary>
    public static double Sum(this IReadOnlyDictionary<string, double> lines, string start, string end = "") => lines
        .Where(line => line.Key.StartsWith(start, StringComparison.Ordinal) && line.Key.EndsWith(end, StringComparison.Ordinal))
        .Sum(line => line.Value);
}
