using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>A member of an object.</summary>
/// <param name="Name">The decoded name: names are the same when these are.</param>
/// <param name="RawName">The name's token with its quotes.</param>
/// <param name="Value">The value.</param>
internal readonly record struct Member(string Name, ReadOnlyMemory<byte> RawName, Node Value);

internal sealed class ObjectNode(ImmutableArray<Member> members) : Node(SizeOf(members), DepthOf(members))
{
    public static readonly ObjectNode Empty = new([]);

    /// <summary>In the order in which they were written; names are unique.</summary>
    public ImmutableArray<Member> Members { get; } = members;

    /// <summary>Where the member is, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Members[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    public Node? Find(string name) => IndexOf(name) is >= 0 and var index ? Members[index].Value : null;

    public override bool SameText(Node other)
    {
        if (other is not ObjectNode theirs || theirs.Size != Size || theirs.Members.Length != Members.Length)
        {
            return false;
        }

        for (var i = 0; i < Members.Length; i++)
        {
            var (mine, yours) = (Members[i], theirs.Members[i]);

            if (!mine.RawName.Span.SequenceEqual(yours.RawName.Span) || !mine.Value.SameText(yours.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool SameValue(Node other)
    {
        if (other is not ObjectNode theirs || theirs.Members.Length != Members.Length)
        {
            return false;
        }

        var index = new MemberIndex(theirs.Members);

        foreach (var member in Members)
        {
            if (index.Find(member.Name) is not (>= 0 and var at) || !member.Value.SameValue(theirs.Members[at].Value))
            {
                return false;
            }
        }

        return true;
    }

    internal override void Write(ref Span<byte> rest)
    {
        Put(ref rest, (byte)'{');

        for (var i = 0; i < Members.Length; i++)
        {
            if (i > 0)
            {
                Put(ref rest, (byte)',');
            }

            Put(ref rest, Members[i].RawName.Span);
            Put(ref rest, (byte)':');
            Members[i].Value.Write(ref rest);
        }

        Put(ref rest, (byte)'}');
    }

    private static int SizeOf(ImmutableArray<Member> members)
    {
        // Two braces, a colon a member, a comma between members.
        var size = members.IsEmpty ? 2L : (members.Length * 2L) + 1;

        foreach (var member in members)
        {
            size += member.RawName.Length + (long)member.Value.Size;
        }

        return Sum(size);
    }

    private static int DepthOf(ImmutableArray<Member> members)
    {
        var deepest = 0;

        foreach (var member in members)
        {
            deepest = Math.Max(deepest, member.Value.Depth);
        }

        return deepest + 1;
    }
}
