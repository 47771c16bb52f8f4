using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>An array while a patch changes it.</summary>
internal sealed class ArrayDraft : Draft
{
    private readonly List<Node> _items;

    public ArrayDraft(ArrayNode list) : base(list)
    {
        _items = [.. list.Items];
        _items.ForEach(Hold);
    }

    protected override int Count => _items.Count;

    protected override Node this[int at]
    {
        get => _items[at];
        set => _items[at] = value;
    }

    /// <summary>Inserts before the index; <c>-</c> is the end.</summary>
    public override bool Add(string segment, Node value)
    {
        var at = _items.Count;

        if (segment != "-" && (!JsonPointer.TryParseIndex(segment, out at) || at > _items.Count))
        {
            return false;
        }

        _items.Insert(at, value);
        Added(at);
        return true;
    }

    public override bool SameValue(Node other)
    {
        if (other is not ArrayNode theirs || theirs.Items.Length != _items.Count)
        {
            return false;
        }

        for (var i = 0; i < _items.Count; i++)
        {
            if (!_items[i].SameValue(theirs.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    protected override int IndexOf(string segment) => JsonPointer.TryParseIndex(segment, out var at) && at < _items.Count ? at : -1;

    protected override void RemoveAt(int at) => _items.RemoveAt(at);

    protected override int NameBytesOf(int at) => 0;

    protected override Node Make()
    {
        var items = ImmutableArray.CreateBuilder<Node>(_items.Count);

        foreach (var item in _items)
        {
            items.Add(Made(item));
        }

        return new ArrayNode(items.MoveToImmutable());
    }
}
