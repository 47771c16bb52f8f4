using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>RFC 7396: what is named replaces, <c>null</c> removes, objects merge, all else stays.</summary>
internal static class MergePatch
{
    public static Node Apply(Node? target, Node patch)
    {
        if (patch is not ObjectNode changes)
        {
            return patch;
        }

        var old = target as ObjectNode ?? ObjectNode.Empty;
        var index = new MemberIndex(old.Members);
        var members = old.Members.ToBuilder();
        var removed = false;

        foreach (var change in changes.Members)
        {
            var at = index.Find(change.Name);

            if (change.Value is ScalarNode { IsNull: true })
            {
                if (at >= 0)
                {
                    members[at] = default;
                    removed = true;
                }
            }
            else if (at >= 0)
            {
                members[at] = members[at] with { Value = Apply(members[at].Value, change.Value) };
            }
            else
            {
                members.Add(change with { Value = Apply(null, change.Value) });
            }
        }

        return new ObjectNode(removed ? WithoutGaps(members) : members.ToImmutable());
    }

    private static ImmutableArray<Member> WithoutGaps(ImmutableArray<Member>.Builder members)
    {
        members.RemoveAll(member => member.Value is null);
        return members.ToImmutable();
    }
}
