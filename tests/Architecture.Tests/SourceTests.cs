using System.Text.RegularExpressions;

namespace Actors.Tests;

/// <summary>How sources must look, as far as a machine can tell.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] NamelessFolders = ["Services", "Helpers", "Common", "Utils", "Models", "Extensions"];

    [Fact]
    public void A_file_has_at_most_300_lines() =>
        Findings.None(Repository.Sources().Where(file => Repository.Lines(file).Length > 300));

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() =>
        Findings.None(Repository.Sources().Where(file => file.Split(Path.DirectorySeparatorChar).SkipLast(1).Intersect(NamelessFolders).Any()));

    [Theory]
    [InlineData("Grains.Interfaces", "Actors")]
    [InlineData("Grains", "Actors")]
    [InlineData("Api", "Actors.Api")]
    [InlineData("Silo", "Actors.Silo")]
    public void The_namespace_is_the_noun_of_the_folder(string project, string prefix) =>
        Findings.None(Repository.Sources(project).Where(file =>
        {
            var noun = file.Split(Path.DirectorySeparatorChar)[1..^1].FirstOrDefault();
            var expected = noun is null ? prefix : $"{prefix}.{noun}";
            var declared = Namespace().Match(Repository.Read(file)).Groups[1].Value;

            // Keys are one class, written beside the nouns; a program has no namespace.
            return declared.Length > 0
                && declared != expected
                && !declared.StartsWith(expected + ".", StringComparison.Ordinal)
                && !(Path.GetFileName(file).StartsWith("GrainKeys", StringComparison.Ordinal) && declared == prefix)
                && !(noun is null && declared.StartsWith(prefix, StringComparison.Ordinal));
        }));

    [Fact]
    public void Nothing_is_left_half_done() =>
        Findings.None(Matches(Repository.Sources().Where(file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal)), HalfDone()));

    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        Findings.None(Matches(
            Repository.Files("", "*.cs", "*.csproj", "*.props", "*.targets", "*.md", "*.yaml", "*.yml", "*.sh", "*.sql"), MachinePath()));

    [Fact]
    public void Time_in_grains_comes_from_the_clock() =>
        Findings.None(Matches(Repository.Sources("Grains"), SystemTime()));

    [Fact]
    public void Turns_are_the_only_lock_of_a_grain() =>
        Findings.None(Matches(Repository.Sources("Grains").Where(file => GrainClass().IsMatch(Repository.Read(file))), OwnThreads()));

    [Fact]
    public void No_await_leaves_its_scheduler() =>
        Findings.None(Matches(Repository.Sources("Grains").Concat(Repository.Sources("Api")), ConfigureAwait()));

    [Fact]
    public void No_test_sleeps_but_where_all_of_them_ask_again() =>
        Findings.None(Matches(
            Repository.Sources("tests").Where(file => Path.GetFileName(file) is not ("SourceTests.cs" or "Eventually.cs")), Sleep()));

    private static IEnumerable<string> Matches(IEnumerable<string> files, Regex pattern) =>
        from file in files
        from line in Repository.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(NotImplementedException|TODO|FIXME|HACK)\b|\bSkip *= *""")]
    private static partial Regex HalfDone();

    [GeneratedRegex(@"(^|[\s""'(=:])/(home|Users|root|work|mnt)/\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|Stopwatch|Task\.Delay|Thread\.Sleep)\b")]
    private static partial Regex SystemTime();

    [GeneratedRegex(@"\bclass \w+Grain\b")]
    private static partial Regex GrainClass();

    [GeneratedRegex(@"\b(Task\.Run|Task\.Factory|SemaphoreSlim)\b|\block *\(|\[Reentrant")]
    private static partial Regex OwnThreads();

    [GeneratedRegex(@"\.ConfigureAwait\((?!ConfigureAwaitOptions\.ContinueOnCapturedContext\b)")]
    private static partial Regex ConfigureAwait();

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
