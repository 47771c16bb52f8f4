using System.Reflection;
using System.Text.RegularExpressions;

namespace Actors.Tests;

/// <summary>Who calls whom. A grain takes one turn at a time, so two that call each other can wait for each other for good.</summary>
public sealed partial class GrainCallTests
{
    private static readonly Type[] Grains = [.. Assembly.Load("Actors.Grains").GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrainBase)))];

    private static readonly string[] Contracts = [.. Assembly.Load("Actors.Grains.Interfaces").GetTypes().Where(type => type.IsInterface).Select(type => type.Name)];

    /// <summary>The ways to a grain, by name: those of GrainKeys, and what each leads to.</summary>
    private static readonly ILookup<string, Type> Ways = Assembly.Load("Actors.Grains.Interfaces").GetTypes()
        .Where(type => type.Name == "GrainKeys")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.ReturnType.IsInterface && method.ReturnType.IsAssignableTo(typeof(IGrain)))
        .SelectMany(method => Grains.Where(grain => grain.IsAssignableTo(method.ReturnType)).Select(grain => (method.Name, grain)))
        .Distinct()
        .ToLookup(way => way.Name, way => way.grain);

    [Fact]
    public void Calls_from_grain_to_grain_run_one_way()
    {
        var calls = Repository.Sources("Grains")
            .SelectMany(file => from caller in CallersIn(Repository.Read(file))
                                from called in CalledIn(Repository.Read(file))
                                where caller != called
                                select (Caller: caller, Called: called))
            .Distinct()
            .ToLookup(call => call.Caller, call => call.Called);

        Assert.NotEmpty(calls);
        Findings.None(Grains.Where(grain => Reaches(calls, grain, grain, [])).Select(grain => grain.Name));
    }

    /// <summary>Of the contracts, that is: a grain that the grains keep to themselves is no part of them.</summary>
    [Fact]
    public void Keys_are_built_in_GrainKeys_only() =>
        Findings.None(Repository.Sources()
            .Where(file => !file.StartsWith("tests", StringComparison.Ordinal) && !file.StartsWith("Runtime", StringComparison.Ordinal))
            .Where(file => !Path.GetFileName(file).StartsWith("GrainKeys", StringComparison.Ordinal))
            .Where(file => GetGrain().Matches(Repository.Read(file)).Any(match => Contracts.Contains(match.Groups[1].Value))));

    private static IEnumerable<Type> CallersIn(string source) =>
        Grains.Where(grain => Regex.IsMatch(source, $@"\bclass {grain.Name}\b"));

    private static IEnumerable<Type> CalledIn(string source) =>
        Ways.Where(way => source.Contains($".{way.Key}(", StringComparison.Ordinal)).SelectMany(way => way);

    private static bool Reaches(ILookup<Type, Type> calls, Type from, Type to, HashSet<Type> seen) =>
        calls[from].Any(next => next == to || (seen.Add(next) && Reaches(calls, next, to, seen)));

    [GeneratedRegex(@"\.GetGrain<(\w+)>")]
    private static partial Regex GetGrain();
}
