using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Actors.Settings.Json;

/// <summary>RFC 6902: all operations or none.</summary>
internal static class JsonPatch
{
    /// <summary>Between operations a document may be larger than at their end, so that a patch may add before it removes.</summary>
    private const int Leeway = 4;

    /// <summary>So many times the limit all copies of a patch may have together: what is copied and then changed is made anew, however it is shared.</summary>
    private const int CopyLeeway = 16;

    public static bool TryApply(
        Node root,
        IReadOnlyList<PatchOperation> operations,
        JsonLimits limits,
        [NotNullWhen(true)] out Node? result,
        [NotNullWhen(false)] out SettingsError? error)
    {
        var tree = new TreeEdit(root);
        error = null;

        for (var i = 0; i < operations.Count && error is null; i++)
        {
            error = Apply(operations[i], tree) ?? Check(tree, limits);

            if (error is not null)
            {
                error = error with { Path = string.Create(CultureInfo.InvariantCulture, $"/{i}{error.Path}") };
            }
        }

        result = error is null ? Draft.Made(tree.Root) : null;
        return error is null;
    }

    private static SettingsError? Check(TreeEdit tree, JsonLimits limits)
    {
        if (tree.Root.Size > limits.MaxBytes * (long)Leeway)
        {
            return new SettingsError("", SettingsErrorCodes.TooLarge, "The patch lets the document grow too large.");
        }

        if (tree.CopiedBytes > limits.MaxBytes * (long)CopyLeeway)
        {
            return new SettingsError("", SettingsErrorCodes.TooLarge, "The patch copies too much.");
        }

        return tree.Root.Depth > limits.MaxDepth
            ? new SettingsError("", SettingsErrorCodes.TooDeep, $"The document becomes deeper than {limits.MaxDepth} levels.")
            : null;
    }

    private static SettingsError? Apply(PatchOperation operation, TreeEdit tree)
    {
        var path = operation.Path.AsSpan();

        return operation.Verb switch
        {
            PatchVerb.Add => At(tree.Add(path, operation.Value!)),
            PatchVerb.Remove => At(tree.Remove(path)),
            PatchVerb.Replace => At(tree.Replace(path, operation.Value!)),
            PatchVerb.Move => Move(operation.From.AsSpan(), path, tree),
            PatchVerb.Copy => tree.Copy(operation.From.AsSpan()) is { } copy ? At(tree.Add(path, copy)) : NotFound("/from"),
            PatchVerb.Test => Test(tree.Find(path), operation.Value!),
            _ => throw new InvalidOperationException($"Unmapped operation '{operation.Verb}'."),
        };
    }

    private static SettingsError? Move(ReadOnlySpan<string> from, ReadOnlySpan<string> path, TreeEdit tree)
    {
        if (tree.Find(from) is not { } source)
        {
            return NotFound("/from");
        }

        if (path.SequenceEqual(from))
        {
            return null;
        }

        if (path.StartsWith(from))
        {
            return new SettingsError("/path", SettingsErrorCodes.MoveIntoItself, "A value cannot be moved into itself.");
        }

        tree.Remove(from);
        return At(tree.Add(path, source));
    }

    private static SettingsError? Test(Node? found, Node value)
    {
        if (found is null)
        {
            return NotFound("/path");
        }

        return found.SameValue(value)
            ? null
            : new SettingsError("/value", SettingsErrorCodes.TestFailed, "The document has another value here.");
    }

    private static SettingsError? At(bool isFound) => isFound ? null : NotFound("/path");

    private static SettingsError NotFound(string pointer) =>
        new(pointer, SettingsErrorCodes.PathNotFound, "The pointer names nothing in the document.");
}
