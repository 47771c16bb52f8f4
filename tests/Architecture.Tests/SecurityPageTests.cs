using System.Text.RegularExpressions;

namespace Actors.Tests;

public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var page = File.ReadAllText(Repository.Absolute("docs/security.md"));
        var sources = Directory.GetFiles(Repository.Absolute("tests"), "*.cs", SearchOption.AllDirectories)
            .GroupBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(g => g.Key!, g => string.Concat(g.Select(File.ReadAllText)));

        var cells = Rows().Matches(page).Select(row => row.Groups["tests"].Value).ToArray();
        var named = cells.SelectMany(cell => Names().Matches(cell)).Select(name => name.Groups["test"].Value.Split('.')).ToArray();
        var missing = named
            .Where(t => !sources.TryGetValue(t[0], out var source) || (t.Length > 1 && !source.Contains($" {t[1]}(", StringComparison.Ordinal)))
            .Select(t => string.Join('.', t));

        Assert.Equal(page.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1, cells.Length);
        Assert.All(cells, cell => Assert.Empty(Names().Replace(cell, "").Trim(' ', ',')));
        Assert.Empty(missing);
    }

    /// <summary>Those of the table; the head has no such cell.</summary>
    [GeneratedRegex(@"^\|.*\| (?<tests>`[^|]+`) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<test>[A-Za-z0-9_.]+)`")]
    private static partial Regex Names();
}
