using System.Collections.Immutable;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>Lays a document over defaults: objects merge, anything else that the user has set counts whole, <c>null</c> too.</summary>
internal static class EffectiveDocument
{
    private static readonly ScalarNode User = ScalarNode.Text("user");
    private static readonly ScalarNode Default = ScalarNode.Text("default");

    /// <summary>The document, and by pointer where each value came from.</summary>
    public static (ObjectNode Document, ObjectNode Provenance) Of(ObjectNode own, ObjectNode defaults)
    {
        var origins = ImmutableArray.CreateBuilder<Member>();
        var document = Merge(own, defaults, "", origins);
        return (document, new ObjectNode(origins.ToImmutable()));
    }

    private static ObjectNode Merge(ObjectNode own, ObjectNode defaults, string path, ImmutableArray<Member>.Builder origins)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        var (mine, theirs) = (new MemberIndex(own.Members), new MemberIndex(defaults.Members));

        foreach (var member in own.Members)
        {
            var at = $"{path}/{JsonPointer.Escape(member.Name)}";

            if (member.Value is ObjectNode tree && theirs.Find(member.Name) is >= 0 and var index && defaults.Members[index].Value is ObjectNode under)
            {
                members.Add(member with { Value = Merge(tree, under, at, origins) });
            }
            else
            {
                members.Add(member);
                Trace(member.Value, at, User, origins);
            }
        }

        foreach (var member in defaults.Members.Where(member => mine.Find(member.Name) < 0))
        {
            members.Add(member);
            Trace(member.Value, $"{path}/{JsonPointer.Escape(member.Name)}", Default, origins);
        }

        return new ObjectNode(members.ToImmutable());
    }

    private static void Trace(Node value, string path, ScalarNode origin, ImmutableArray<Member>.Builder origins)
    {
        if (value is ObjectNode { Members: { IsEmpty: false } members })
        {
            foreach (var member in members)
            {
                Trace(member.Value, $"{path}/{JsonPointer.Escape(member.Name)}", origin, origins);
            }
        }
        else
        {
            origins.Add(new Member(path, ScalarNode.Text(path).Raw.ToArray(), origin));
        }
    }
}
