using YamlDotNet.RepresentationModel;

namespace Actors.Tests.Deployment;

/// <summary>YAML as trees, with what is merged into a mapping (<c>&lt;&lt;</c>) in it.</summary>
internal static class Yaml
{
    private const string Merge = "<<";

    public static YamlNode[] Load(string file)
    {
        using var text = new StringReader(Repository.Read(file));
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    /// <summary>What lies at the end of the names; null where a name leads nowhere.</summary>
    public static YamlNode? At(this YamlNode? node, params string[] names) => names.Aggregate(
        node, (at, name) => at.Members().FirstOrDefault(member => member.Name == name).Value);

    public static string Text(this YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode sequence ? sequence.Children : [];

    /// <summary>What the mapping itself says comes before what is merged into it.</summary>
    public static IEnumerable<(string Name, YamlNode Value)> Members(this YamlNode? node)
    {
        var own = node is YamlMappingNode mapping ? mapping.Children.Select(child => (Name: child.Key.Text(), child.Value)).ToArray() : [];
        return own.Where(member => member.Name != Merge).Concat(own.Where(member => member.Name == Merge).SelectMany(member => member.Value.Members())).DistinctBy(member => member.Name);
    }

    /// <summary>The node and all below it.</summary>
    public static IEnumerable<YamlNode> Below(this YamlNode node) => node.AllNodes;
}
