using YamlDotNet.RepresentationModel;

namespace Actors.Tests.Deployment;

/// <summary>The objects that are made in Kubernetes.</summary>
internal static class Manifests
{
    public static IReadOnlyList<YamlNode> All { get; } = [.. Repository.Files("deploy/kubernetes", "*.yaml").SelectMany(Yaml.Load)];

    public static IEnumerable<YamlNode> Of(string kind) => All.Where(o => o.At("kind").Text() == kind);

    /// <summary>What a Deployment or a CronJob starts; null for all else.</summary>
    public static YamlNode? Pod(this YamlNode o) => o.At("spec", "template", "spec") ?? o.At("spec", "jobTemplate", "spec", "template", "spec");

    public static IEnumerable<YamlNode> Containers(this YamlNode? pod) => pod.At("initContainers").Items().Concat(pod.At("containers").Items());
}
