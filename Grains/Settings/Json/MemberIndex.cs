using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>Finds members by name: by looking through a few, by hash among many.</summary>
internal readonly struct MemberIndex
{
    private const int Few = 8;

    private readonly ImmutableArray<Member> _members;
    private readonly Dictionary<string, int>? _byName;

    public MemberIndex(ImmutableArray<Member> members)
    {
        _members = members;

        if (members.Length > Few)
        {
            _byName = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);

            for (var i = 0; i < members.Length; i++)
            {
                _byName.Add(members[i].Name, i);
            }
        }
    }

    /// <summary>Where the member is, or -1.</summary>
    public int Find(string name)
    {
        if (_byName is not null)
        {
            return _byName.GetValueOrDefault(name, -1);
        }

        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
