using System.Collections.Immutable;

namespace Actors.Settings.Json;

internal sealed class ArrayNode(ImmutableArray<Node> items) : Node(SizeOf(items), DepthOf(items))
{
    public ImmutableArray<Node> Items { get; } = items;

    public override bool SameText(Node other) => Same(other, static (mine, theirs) => mine.SameText(theirs), Size);

    public override bool SameValue(Node other) => Same(other, static (mine, theirs) => mine.SameValue(theirs), size: null);

    private bool Same(Node other, Func<Node, Node, bool> same, int? size)
    {
        if (other is not ArrayNode array || array.Items.Length != Items.Length || (size is not null && size != other.Size))
        {
            return false;
        }

        for (var i = 0; i < Items.Length; i++)
        {
            if (!same(Items[i], array.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    internal override void Write(ref Span<byte> rest)
    {
        Put(ref rest, (byte)'[');

        for (var i = 0; i < Items.Length; i++)
        {
            if (i > 0)
            {
                Put(ref rest, (byte)',');
            }

            Items[i].Write(ref rest);
        }

        Put(ref rest, (byte)']');
    }

    private static int SizeOf(ImmutableArray<Node> items)
    {
        // Two brackets and a comma between items.
        var size = items.IsEmpty ? 2L : items.Length + 1L;

        foreach (var item in items)
        {
            size += item.Size;
        }

        return Sum(size);
    }

    private static int DepthOf(ImmutableArray<Node> items)
    {
        var deepest = 0;

        foreach (var item in items)
        {
            deepest = Math.Max(deepest, item.Depth);
        }

        return deepest + 1;
    }
}
