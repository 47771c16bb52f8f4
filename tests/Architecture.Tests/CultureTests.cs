using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Orleans.Runtime;

namespace Actors.Tests;

/// <summary>The language of the machine decides nothing: what sorts texts without being told how asks the culture, and there are cultures to which "a-b" is "ab".</summary>
public sealed partial class CultureTests
{
    private static readonly Type[] Sorted =
    [
        typeof(ImmutableSortedSet<>), typeof(ImmutableSortedDictionary<,>), typeof(SortedSet<>), typeof(SortedDictionary<,>), typeof(SortedList<,>),
    ];

    /// <summary>However it is made: when it is read from JSON, it is told nothing.</summary>
    [Fact]
    public void Nothing_that_is_stored_is_sorted_by_a_text()
    {
        var states = Assembly.Load("Actors.Grains").GetTypes()
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>))
            .Select(type => type.GenericTypeArguments[0])
            .ToArray();

        Assert.NotEmpty(states);
        Findings.None(states.SelectMany(state => SortedIn(state, state.Name, [])));
    }

    [Theory]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains")]
    [InlineData("Api")]
    [InlineData("Silo")]
    [InlineData("Runtime")]
    public void What_sorts_texts_is_told_how(string project) =>
        Findings.None(
            from file in Repository.Sources(project)
            from line in Repository.Lines(file).Index()
            where Made().IsMatch(line.Item) && !line.Item.Contains("Compare", StringComparison.Ordinal)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}");

    [Theory]
    [InlineData("Silo/Program.cs")]
    [InlineData("Api/Program.cs")]
    public void A_program_has_no_language_before_it_does_anything(string program) =>
        Assert.Equal(
            "ProcessCulture.BeInvariant();",
            Repository.Lines(program).First(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)));

    private static IEnumerable<string> SortedIn(Type type, string where, ImmutableHashSet<Type> seen)
    {
        if (seen.Contains(type))
        {
            return [];
        }

        var known = seen.Add(type);
        var own = type.IsGenericType && Sorted.Contains(type.GetGenericTypeDefinition()) && type.GenericTypeArguments[0] == typeof(string) ? [where] : Array.Empty<string>();
        var members = type.Assembly.GetName().Name!.StartsWith("Actors", StringComparison.Ordinal) ? MessageShape.Members(type) : [];

        return own
            .Concat(type.GenericTypeArguments.SelectMany(argument => SortedIn(argument, where, known)))
            .Concat(members.SelectMany(member => SortedIn(member.PropertyType, $"{where}.{member.Name}", known)));
    }

    [GeneratedRegex(@"\bToImmutableSorted(Set|Dictionary)\(|\bImmutableSorted(Set|Dictionary)(<string\b.*>)?\.(Empty|Create)|\bnew Sorted(Set|Dictionary|List)<string\b|Sorted(Set|Dictionary|List)<string\b[^=;]*=\s*(\[\]|new\(\))")]
    private static partial Regex Made();
}
