namespace Actors.Settings.Json;

/// <summary>An array or object while a patch changes it: the only node that is not immutable, so none leaves the patch.</summary>
/// <remarks>
/// It stands in the place of the container that it was made of, and may hold drafts itself. A change is counted upwards at once, so
/// the size and depth of the whole are always known, and an operation costs what its path is long and not what the document is large.
/// </remarks>
internal abstract class Draft : Node
{
    /// <summary>How many children there are of each depth.</summary>
    private int[] _depths;

    /// <summary>Where it stands; null at the root.</summary>
    private Draft? _parent;

    /// <summary>What it was made of, or made last; null when it has changed since.</summary>
    private Node? _node;

    protected Draft(Node node) : base(node.Size, node.Depth)
    {
        _depths = new int[node.Depth];
        _node = node;
    }

    protected abstract int Count { get; }

    protected abstract Node this[int at] { get; set; }

    /// <summary>The node as a draft; null when it can have no children.</summary>
    public static Draft? Of(Node node) => node switch
    {
        Draft draft => draft,
        ObjectNode tree => new ObjectDraft(tree),
        ArrayNode list => new ArrayDraft(list),
        _ => null,
    };

    /// <summary>The node as it is now, immutable.</summary>
    public static Node Made(Node node) => node is Draft draft ? draft._node ??= draft.Make() : node;

    public Node? Find(string segment) => IndexOf(segment) is >= 0 and var at ? this[at] : null;

    /// <summary>The child as a draft, from now on; null where there is none that can have children.</summary>
    public Draft? Open(string segment)
    {
        if (IndexOf(segment) is not (>= 0 and var at) || Of(this[at]) is not { } draft)
        {
            return null;
        }

        draft._parent = this;
        this[at] = draft;
        return draft;
    }

    /// <summary>RFC 6902 <c>add</c>; false where the segment names no place.</summary>
    public abstract bool Add(string segment, Node value);

    /// <summary>Puts the value in the place of one that exists; false where there is none.</summary>
    public bool Replace(string segment, Node value)
    {
        if (IndexOf(segment) is not (>= 0 and var at))
        {
            return false;
        }

        var old = this[at];
        this[at] = value;
        Changed(value.Size - old.Size, old, value);
        return true;
    }

    /// <summary>Takes the child out; null where there is none.</summary>
    public Node? Remove(string segment)
    {
        if (IndexOf(segment) is not (>= 0 and var at))
        {
            return null;
        }

        var (old, bytes) = (this[at], BytesOf(at));
        RemoveAt(at);
        Changed(-bytes, old, come: null);
        return old;
    }

    public override bool SameText(Node other) => Made(this).SameText(other);

    internal override void Write(ref Span<byte> rest) => Made(this).Write(ref rest);

    /// <summary>Where the child is, or -1.</summary>
    protected abstract int IndexOf(string segment);

    protected abstract void RemoveAt(int at);

    /// <summary>The bytes of a child's name and colon.</summary>
    protected abstract int NameBytesOf(int at);

    /// <summary>A node of the children as they are now.</summary>
    protected abstract Node Make();

    /// <summary>Counts in a child of the container that this is made of.</summary>
    protected void Hold(Node child) => Hold(child.Depth);

    /// <summary>Counts in a child that has come.</summary>
    protected void Added(int at) => Changed(BytesOf(at), gone: null, this[at]);

    /// <summary>With the comma that there would not be without it.</summary>
    private int BytesOf(int at) => NameBytesOf(at) + this[at].Size + (Count > 1 ? 1 : 0);

    private void Changed(int bytes, Node? gone, Node? come)
    {
        if (gone is Draft leaving)
        {
            leaving._parent = null;
        }

        if (come is Draft coming)
        {
            coming._parent = this;
        }

        Recount(bytes, gone?.Depth, come?.Depth);
    }

    /// <summary>Here, and in all that this stands in.</summary>
    private void Recount(int bytes, int? gone, int? come)
    {
        var before = Depth;

        if (gone is { } depth)
        {
            _depths[depth]--;
        }

        if (come is { } other)
        {
            Hold(other);
        }

        Size += bytes;
        Depth = Math.Max(0, _depths.AsSpan().LastIndexOfAnyExcept(0)) + 1;
        _node = null;
        _parent?.Recount(bytes, before, Depth);
    }

    private void Hold(int depth)
    {
        if (depth >= _depths.Length)
        {
            Array.Resize(ref _depths, depth + 1);
        }

        _depths[depth]++;
    }
}
