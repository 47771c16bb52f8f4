using System.Text.RegularExpressions;

namespace Actors.Tests;

public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .GroupBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(g => g.Key!, g => string.Concat(g.Select(File.ReadAllText)));

        var named = Rows().Matches(page).Select(m => m.Groups["test"].Value.Split('.')).ToArray();
        var missing = named
            .Where(t => !sources.TryGetValue(t[0], out var source) || (t.Length > 1 && !source.Contains($" {t[1]}(", StringComparison.Ordinal)))
            .Select(t => string.Join('.', t));

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"^\|.*\| `(?<test>[A-Za-z0-9_.]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
