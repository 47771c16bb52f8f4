using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Actors.Silos;

namespace Actors.Tests.Silos;

/// <summary>What administrators see of stored states tells no secret, whatever is added to them.</summary>
public sealed partial class ShownStateTests
{
    private static readonly GrainCatalog Catalog = new();

    /// <summary>Every state of every grain, by its type of grain and name.</summary>
    private static readonly Dictionary<string, Type> States = Catalog.All
        .SelectMany(grain => grain.States.Select(state => (Name: $"{grain.Name}/{state.Key}", state.Value)))
        .ToDictionary(state => state.Name, state => state.Value);

    /// <summary>One that is not would be missing from the lists, and its states from these tests.</summary>
    [Fact]
    public void Every_grain_can_be_looked_into() =>
        Assert.Empty(typeof(GrainCatalog).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrainBase)) && !type.IsAssignableTo(typeof(InspectedGrain)))
            .Select(type => type.Name));

    [Fact]
    public void Every_state_is_decided_on() =>
        Assert.Equal(States.Keys.Order(StringComparer.Ordinal), ShownState.Paths.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_path_that_is_shown_is_a_field_of_its_state() =>
        Assert.All(ShownState.Paths, state => Assert.Empty(state.Value.Except(LeavesOf(States[state.Key], "", []))));

    [Fact]
    public void Nothing_that_sounds_like_a_secret_is_shown() =>
        Assert.Empty(ShownState.Paths.SelectMany(state => state.Value.Where(path => Suspicious().IsMatch(NameOf(path))).Select(path => $"{state.Key}: {path}")));

    [Fact]
    public void The_fields_that_are_known_secrets_are_found_and_masked()
    {
        var masked = States.SelectMany(state => LeavesOf(state.Value, "", []).Except(ShownState.Paths[state.Key]).Select(path => $"{state.Key}: {path}")).ToArray();

        foreach (var secret in new[]
        {
            "user/user: password_hash", "user/user: mfa.secret", "user/user: mfa.unconfirmed", "user/user: mfa.recovery_hashes.*",
            "user/user: mail_tokens.*.hash", "user/user: lanes.devices.*.token_hash", "session/session: nonce", "apikey/apikey: hash",
            "keyring/keyring: ring.keys.*.encrypted_secret", "probe_registry/probes: probes.*.target", "settings/settings: document.*",
        })
        {
            Assert.Contains(secret, masked);
        }
    }

    [Fact]
    public void What_is_not_known_is_masked_with_all_below_it()
    {
        var state = JsonNode.Parse("""{"status":"Active","password_hash":"$2a$","new":{"a":[1,{"b":2}]},"mfa":{"secret":"s","last_step":7},"roles":["user"],"lanes":[1]}""");

        Assert.Equal(
            """{"status":"Active","password_hash":"***","new":"***","mfa":{"secret":"***","last_step":7},"roles":["user"],"lanes":["***"]}""",
            ShownState.Of("user", "user", state)!.ToJsonString());
        Assert.Equal("\"***\"", ShownState.Of("user", "other", state)!.ToJsonString());
    }

    [Fact]
    public void The_names_of_a_table_open_no_other_path()
    {
        var state = JsonNode.Parse("""{"probes":{"name":{"kind":"tcp","target":"t"},"*":{"target":"t"},"x.name":{"name":"n"}}}""");

        Assert.Equal(
            """{"probes":{"name":{"kind":"tcp","target":"***"},"*":{"target":"***"},"x.name":{"name":"n"}}}""",
            ShownState.Of("probe_registry", "probes", state)!.ToJsonString());
    }

    private static string NameOf(string path) => path.Split('.').Last(part => part != "*");

    private static IEnumerable<string> LeavesOf(Type type, string path, HashSet<Type> above)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;

        if (type.IsGenericType && type.GetInterfaces().Contains(typeof(IEnumerable)))
        {
            return LeavesOf(type.GenericTypeArguments[^1], Below(path, "*"), above);
        }

        if (!type.Namespace!.StartsWith("Actors", StringComparison.Ordinal) || type.IsEnum || above.Contains(type))
        {
            return [path];
        }

        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always } && property.Name != "EqualityContract")
            .SelectMany(property => LeavesOf(property.PropertyType, Below(path, NameOf(property)), [.. above, type]));
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("hash|secret|token|password|nonce|proof|code|unconfirmed|target|document|defaults|encrypted|private|credential|(^|_)key$|^text$|^x$|^y$")]
    private static partial Regex Suspicious();
}
