using System.Text.RegularExpressions;
using Actors.Tokens;
using YamlDotNet.RepresentationModel;

namespace Actors.Tests.Deployment;

/// <summary>A silo, a command of its program or an API node that a file below <c>deploy</c> starts, with the settings that it starts with.</summary>
internal sealed partial record DeployedProcess(string Name, bool IsApiNode, IReadOnlyDictionary<string, string> Variables)
{
    private const string Prefix = "ACTORS__";

    /// <summary>The image's own settings, which compose and Kubernetes add to.</summary>
    public static IReadOnlyDictionary<string, string> Image { get; } = ImageVariable().Matches(Repository.Read("deploy/Dockerfile"))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    public static IReadOnlyList<DeployedProcess> All { get; } = [.. OfCompose(), .. OfKubernetes(), .. OfSystemd()];

    /// <summary>As options, with something fit in the place of what an operator fills in.</summary>
    public Dictionary<string, string?> Settings => Variables
        .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(variable => variable.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), variable => (string?)Filled(variable.Key, variable.Value));

    public string? Setting(string key) => Settings.GetValueOrDefault(key);

    private static string Filled(string name, string value) => value.Length > 0 && !value.StartsWith("${", StringComparison.Ordinal)
        ? value
        : name switch
        {
            "ACTORS__Tokens__MasterKey" => MasterKey.Generate(),
            "ACTORS__ConnectionStrings__Actors" => "Host=database;Username=actors",
            "ACTORS__Admin__Email" => "admin@example.com",
            "ACTORS__Admin__Password" => "a lantern over cold water",
            _ => "something",
        };

    private static IEnumerable<DeployedProcess> OfCompose() =>
        from service in Yaml.Load("deploy/compose.yaml")[0].At("services").Members()
        where service.Value.At("image").Text().StartsWith("actors", StringComparison.Ordinal)
        select new DeployedProcess($"compose {service.Name}", IsApi(service.Value.At("entrypoint")), With(Image, service.Value.At("environment").Members().Select(v => (v.Name, v.Value.Text()))));

    private static IEnumerable<DeployedProcess> OfKubernetes() =>
        from o in Manifests.All
        from container in o.Pod().Containers()
        where container.At("image").Text().StartsWith("actors", StringComparison.Ordinal)
        let given = container.At("envFrom").Items().SelectMany(Source)
            .Concat(container.At("env").Items().Select(v => (v.At("name").Text(), v.At("value") is { } value ? value.Text() : "10.1.2.3")))
        select new DeployedProcess($"kubernetes {o.At("metadata", "name").Text()}", IsApi(container.At("command")), With(Image, given));

    private static IEnumerable<(string Name, string Value)> Source(YamlNode source)
    {
        if (source.At("configMapRef", "name") is { } map)
        {
            return Manifests.Of("ConfigMap").Single(o => o.At("metadata", "name").Text() == map.Text()).At("data").Members().Select(m => (m.Name, m.Value.Text()));
        }

        var secret = Yaml.Load("deploy/kubernetes/kustomization.yaml")[0].At("secretGenerator").Items().Single(s => s.At("name").Text() == source.At("secretRef", "name").Text());
        return secret.At("envs").Items().SelectMany(file => Lines($"deploy/kubernetes/{file.Text()}.example"));
    }

    private static IEnumerable<DeployedProcess> OfSystemd() =>
        from file in Repository.Files("deploy/systemd", "*.service")
        let text = Repository.Read(file)
        select new DeployedProcess(
            file, text.Contains("ExecStart=/usr/bin/dotnet /opt/actors/Actors.Api.dll", StringComparison.Ordinal),
            // What its own file of secrets has is told in its comments.
            With(new Dictionary<string, string>(), SystemdVariable().Matches(text).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Replace("…", "", StringComparison.Ordinal)))));

    public static IEnumerable<(string Name, string Value)> Lines(string file) => Repository.Lines(file)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => (line.Split('=')[0], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    private static bool IsApi(YamlNode? command) => command.Items().Any(word => word.Text().EndsWith("Actors.Api.dll", StringComparison.Ordinal));

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> image, IEnumerable<(string Name, string Value)> given)
    {
        var all = image.ToDictionary();
        foreach (var (name, value) in given)
        {
            all[name] = value;
        }

        return all;
    }

    [GeneratedRegex(@"\b(ACTORS__\w+)=(\S+)")]
    private static partial Regex ImageVariable();

    [GeneratedRegex(@"\b(ACTORS__\w+)=(\S*)")]
    private static partial Regex SystemdVariable();
}
