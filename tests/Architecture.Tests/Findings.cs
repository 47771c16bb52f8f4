namespace Actors.Tests;

/// <summary>Tells every place that breaks a rule, not only the first few.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> found)
    {
        var all = found.Distinct().ToArray();
        Assert.True(all.Length == 0, $"{all.Length} found:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
