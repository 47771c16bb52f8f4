using System.Collections.Immutable;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>Lays a document over defaults: objects merge, anything else that the user has set counts whole, <c>null</c> too.</summary>
internal sealed class EffectiveDocument
{
    /// <summary>How long the pointers may be together, in bytes. Each is told whole: of many members under a long name they could be a thousand times the document.</summary>
    private const int MaxPointerBytes = 1024 * 1024;

    private static readonly ScalarNode User = ScalarNode.Text("user");
    private static readonly ScalarNode Default = ScalarNode.Text("default");

    private readonly ImmutableArray<Member>.Builder _origins = ImmutableArray.CreateBuilder<Member>();
    private int _pointers;

    private EffectiveDocument()
    {
    }

    private bool IsTooLong => _pointers > MaxPointerBytes;

    /// <summary>The document, and by pointer where each value came from; null where the pointers would be too long.</summary>
    public static (ObjectNode Document, ObjectNode? Provenance) Of(ObjectNode own, ObjectNode defaults)
    {
        var effective = new EffectiveDocument();
        var document = effective.Merge(own, defaults, "");
        return (document, effective.IsTooLong ? null : new ObjectNode(effective._origins.ToImmutable()));
    }

    private ObjectNode Merge(ObjectNode own, ObjectNode defaults, string path)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        var (mine, theirs) = (new MemberIndex(own.Members), new MemberIndex(defaults.Members));

        foreach (var member in own.Members)
        {
            if (member.Value is ObjectNode tree && theirs.Find(member.Name) is >= 0 and var index && defaults.Members[index].Value is ObjectNode under)
            {
                var merged = member with { Value = Merge(tree, under, JsonPointer.Append(path, member.Name)) };
                members.Add(merged);

                if (merged.Value is ObjectNode { Members.IsEmpty: true })
                {
                    // Nothing below it tells where it came from.
                    Trace(merged, path, User);
                }
            }
            else
            {
                members.Add(member);
                Trace(member, path, User);
            }
        }

        foreach (var member in defaults.Members.Where(member => mine.Find(member.Name) < 0))
        {
            members.Add(member);
            Trace(member, path, Default);
        }

        return new ObjectNode(members.ToImmutable());
    }

    private void Trace(Member member, string parent, ScalarNode origin)
    {
        if (IsTooLong)
        {
            return;
        }

        var path = JsonPointer.Append(parent, member.Name);

        if (member.Value is ObjectNode { Members: { IsEmpty: false } members })
        {
            foreach (var inner in members)
            {
                Trace(inner, path, origin);
            }
        }
        else
        {
            var pointer = ScalarNode.Text(path).Raw.ToArray();
            _pointers += pointer.Length;
            _origins.Add(new Member(path, pointer, origin));
        }
    }
}
