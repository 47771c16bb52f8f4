using System.Reflection;
using Orleans.Runtime;

namespace Actors.Tests;

/// <summary>What crosses from grain to grain, and what is stored: named for good, numbered, and not to be changed once sent.</summary>
public sealed class MessageTests
{
    private static readonly Type[] All = [.. Assembly.Load("Actors.Grains.Interfaces").GetTypes(), .. Assembly.Load("Actors.Grains").GetTypes()];
    private static readonly Type[] Interfaces = [.. All.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))];

    private static readonly Type[] Serialized = [.. All.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))];

    private static readonly Type[] States = [.. All
        .SelectMany(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        .SelectMany(constructor => constructor.GetParameters())
        .Select(parameter => parameter.ParameterType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>))
        .Select(type => type.GenericTypeArguments[0])
        .Distinct()];

    [Fact]
    public void Contracts_and_states_are_found()
    {
        Assert.NotEmpty(Interfaces);
        Assert.NotEmpty(Serialized);
        Assert.NotEmpty(States);
    }

    [Fact]
    public void Every_grain_interface_has_an_alias_of_its_own() =>
        AssertNamed(Interfaces);

    [Fact]
    public void Every_method_of_a_grain_interface_has_an_alias_of_its_own() =>
        Assert.All(Interfaces, contract => AssertNamed(contract.GetMethods()));

    [Fact]
    public void Every_serialised_type_has_an_alias_of_its_own() =>
        AssertNamed(Serialized);

    [Fact]
    public void Every_member_of_a_serialised_type_has_a_number_of_its_own() =>
        Assert.All(Serialized.Where(type => !type.IsEnum && !type.IsAssignableTo(typeof(Exception))), type =>
        {
            var ids = MessageShape.Members(type).Select(MessageShape.IdOf).ToArray();

            Assert.DoesNotContain(null, ids);
            Assert.Equal(ids.Length, ids.Distinct().Count());
        });

    [Fact]
    public void What_a_grain_takes_and_answers_cannot_be_changed_once_sent() =>
        Findings.None(Interfaces.SelectMany(contract => contract.GetMethods()).SelectMany(method => method.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .SelectMany(type => MessageShape.Faults(type, $"{method.DeclaringType!.Name}.{method.Name}"))));

    [Fact]
    public void What_a_grain_stores_cannot_be_changed_in_place() =>
        Findings.None(States.SelectMany(type => MessageShape.Faults(type, "state")));

    [Theory]
    [InlineData("UserGrain")]
    [InlineData("LoginNameGrain")]
    [InlineData("AdministratorsGrain")]
    public void Where_passwords_are_hashed_a_call_waits_for_no_hash_or_has_the_time_to(string name)
    {
        var grain = All.Single(type => type.Name == name);
        var methods = Interfaces.Where(contract => contract.IsPublic && contract.IsAssignableFrom(grain)).SelectMany(contract => contract.GetMethods()).ToArray();

        Assert.NotEmpty(methods);
        Findings.None(methods.Where(method => !WaitsForNone(method) && !method.IsDefined(typeof(ResponseTimeoutAttribute))).Select(Name));
    }

    private static bool WaitsForNone(MethodInfo method) =>
        method.IsDefined(typeof(AlwaysInterleaveAttribute)) || method.IsDefined(typeof(ReadOnlyAttribute));

    private static void AssertNamed(IReadOnlyCollection<MemberInfo> members)
    {
        Findings.None(members.Where(member => AliasOf(member) is null).Select(Name));

        // Orleans reads the number of type parameters off the name, and fails at the first call where it is missing.
        Findings.None(members.OfType<Type>().Where(type => type.IsGenericType && !AliasOf(type)!.EndsWith($"`{type.GetGenericArguments().Length}", StringComparison.Ordinal)).Select(Name));
        Findings.None(members.GroupBy(AliasOf).Where(group => group.Count() > 1).SelectMany(group => group.Select(Name)));
    }

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static string Name(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";
}
