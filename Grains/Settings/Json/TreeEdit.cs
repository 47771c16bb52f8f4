using System.Collections.Immutable;

namespace Actors.Settings.Json;

/// <summary>Changes one place of a tree and rebuilds the path to it; null where the place does not exist.</summary>
internal static class TreeEdit
{
    public static Node? Find(Node root, ReadOnlySpan<string> path)
    {
        Node? node = root;

        for (var i = 0; i < path.Length && node is not null; i++)
        {
            node = Child(node, path[i]);
        }

        return node;
    }

    /// <summary>RFC 6902 <c>add</c>: inserts into an array (<c>-</c> is its end), sets a member of an object.</summary>
    public static Node? Add(Node root, ReadOnlySpan<string> path, Node value)
    {
        if (path is [])
        {
            return value;
        }

        if (path.Length > 1)
        {
            return Child(root, path[0]) is { } child && Add(child, path[1..], value) is { } changed
                ? WithChild(root, path[0], changed)
                : null;
        }

        return root switch
        {
            ObjectNode tree => tree.IndexOf(path[0]) is >= 0 and var at ? tree.With(at, value) : tree.With(path[0], value),
            ArrayNode list when path[0] == "-" => new ArrayNode(list.Items.Add(value)),
            ArrayNode list when JsonPointer.TryParseIndex(path[0], out var at) && at <= list.Items.Length =>
                new ArrayNode(list.Items.Insert(at, value)),
            _ => null,
        };
    }

    /// <summary>Puts the value in the place of one that exists.</summary>
    public static Node? Replace(Node root, ReadOnlySpan<string> path, Node value)
    {
        if (path is [])
        {
            return value;
        }

        return Child(root, path[0]) is { } child && Replace(child, path[1..], value) is { } changed
            ? WithChild(root, path[0], changed)
            : null;
    }

    /// <summary>Takes the value out; the path is not empty.</summary>
    public static Node? Remove(Node root, ReadOnlySpan<string> path)
    {
        if (Child(root, path[0]) is not { } child)
        {
            return null;
        }

        if (path.Length > 1)
        {
            return Remove(child, path[1..]) is { } changed ? WithChild(root, path[0], changed) : null;
        }

        return root switch
        {
            ObjectNode tree => tree.Without(tree.IndexOf(path[0])),
            ArrayNode list => new ArrayNode(list.Items.RemoveAt(IndexOf(path[0]))),
            _ => null,
        };
    }

    private static Node? Child(Node node, string segment) => node switch
    {
        ObjectNode tree => tree.Find(segment),
        ArrayNode list when JsonPointer.TryParseIndex(segment, out var at) && at < list.Items.Length => list.Items[at],
        _ => null,
    };

    private static Node WithChild(Node node, string segment, Node child) => node switch
    {
        ObjectNode tree => tree.With(tree.IndexOf(segment), child),
        ArrayNode list => new ArrayNode(list.Items.SetItem(IndexOf(segment), child)),
        _ => throw new InvalidOperationException("A scalar has no children."),
    };

    private static int IndexOf(string segment) =>
        JsonPointer.TryParseIndex(segment, out var at) ? at : throw new InvalidOperationException("Not an index.");
}
