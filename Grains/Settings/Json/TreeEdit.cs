namespace Actors.Settings.Json;

/// <summary>A tree that the operations of a patch change in place, one after the other; the tree that is given stays as it is.</summary>
internal sealed class TreeEdit(Node root)
{
    /// <summary>The tree as it is now. Only <see cref="Draft.Made"/> of it may be kept.</summary>
    public Node Root { get; private set; } = root;

    /// <summary>The size of all copies together.</summary>
    public long CopiedBytes { get; private set; }

    public Node? Find(ReadOnlySpan<string> path) => path is [] ? Root : Container(path)?.Find(path[^1]);

    /// <summary>What the path names, as it is now: neither changes with the other.</summary>
    public Node? Copy(ReadOnlySpan<string> path)
    {
        if (Find(path) is not { } source)
        {
            return null;
        }

        CopiedBytes += source.Size;
        return Draft.Made(source);
    }

    /// <summary>RFC 6902 <c>add</c>: inserts into an array (<c>-</c> is its end), sets a member of an object; false where there is no such place.</summary>
    public bool Add(ReadOnlySpan<string> path, Node value) =>
        path is [] ? Become(value) : Container(path) is { } container && container.Add(path[^1], value);

    /// <summary>Puts the value in the place of one that exists; false where there is none.</summary>
    public bool Replace(ReadOnlySpan<string> path, Node value) =>
        path is [] ? Become(value) : Container(path) is { } container && container.Replace(path[^1], value);

    /// <summary>Takes the value out, which leaves <c>null</c> at the root; false where there is none.</summary>
    public bool Remove(ReadOnlySpan<string> path) =>
        path is [] ? Become(ScalarNode.Null) : Container(path)?.Remove(path[^1]) is not null;

    private bool Become(Node value)
    {
        Root = value;
        return true;
    }

    /// <summary>What the last segment is looked for in, with all that it stands in as drafts.</summary>
    private Draft? Container(ReadOnlySpan<string> path)
    {
        var container = Draft.Of(Root);
        Root = container ?? Root;

        for (var i = 0; i < path.Length - 1 && container is not null; i++)
        {
            container = container.Open(path[i]);
        }

        return container;
    }
}
