using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>An object while a patch changes it.</summary>
internal sealed class ObjectDraft : Draft
{
    /// <summary>After so many searches through the members an index has paid for itself.</summary>
    private const int FewSearches = 8;

    /// <summary>One that was removed leaves a gap, so that the others stay where the index has them.</summary>
    private readonly List<Member> _members;

    private Dictionary<string, int>? _byName;
    private int _searches;
    private int _count;

    public ObjectDraft(ObjectNode tree) : base(tree)
    {
        _members = [.. tree.Members];
        _members.ForEach(member => Hold(member.Value));
        _count = _members.Count;
    }

    protected override int Count => _count;

    protected override Node this[int at]
    {
        get => _members[at].Value;
        set => _members[at] = _members[at] with { Value = value };
    }

    /// <summary>Sets a member in its place, or adds it at the end.</summary>
    public override bool Add(string segment, Node value)
    {
        if (Replace(segment, value))
        {
            return true;
        }

        _byName?.Add(segment, _members.Count);
        _members.Add(new Member(segment, ScalarNode.Text(segment).Raw.ToArray(), value));
        _count++;
        Added(_members.Count - 1);
        return true;
    }

    public override bool SameValue(Node other)
    {
        if (other is not ObjectNode theirs || theirs.Members.Length != _count)
        {
            return false;
        }

        foreach (var member in theirs.Members)
        {
            if (Find(member.Name) is not { } mine || !mine.SameValue(member.Value))
            {
                return false;
            }
        }

        return true;
    }

    protected override int IndexOf(string segment)
    {
        if (_byName is null && _searches++ < FewSearches)
        {
            return Search(segment);
        }

        _byName ??= IndexByName();
        return _byName.GetValueOrDefault(segment, -1);
    }

    protected override void RemoveAt(int at)
    {
        _byName?.Remove(_members[at].Name);
        _members[at] = default;
        _count--;
    }

    protected override int NameBytesOf(int at) => _members[at].RawName.Length + 1;

    protected override Node Make()
    {
        var members = ImmutableArray.CreateBuilder<Member>(_count);

        foreach (var member in _members)
        {
            if (!IsGap(member))
            {
                members.Add(member with { Value = Made(member.Value) });
            }
        }

        return new ObjectNode(members.MoveToImmutable());
    }

    private int Search(string name) => _members.FindIndex(member => member.Name == name);

    private static bool IsGap(Member member) => member.Value is null;

    private Dictionary<string, int> IndexByName()
    {
        var index = new Dictionary<string, int>(_count, StringComparer.Ordinal);

        for (var i = 0; i < _members.Count; i++)
        {
            if (!IsGap(_members[i]))
            {
                index.Add(_members[i].Name, i);
            }
        }

        return index;
    }
}
