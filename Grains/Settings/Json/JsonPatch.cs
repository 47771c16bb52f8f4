using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Actors.Settings.Json;

/// <summary>RFC 6902: all operations or none.</summary>
internal static class JsonPatch
{
    /// <summary>Between operations a document may be larger than at their end, so that a patch may add before it removes.</summary>
    private const int Leeway = 4;

    public static bool TryApply(
        Node root,
        IReadOnlyList<PatchOperation> operations,
        JsonLimits limits,
        [NotNullWhen(true)] out Node? result,
        [NotNullWhen(false)] out SettingsError? error)
    {
        var next = root;
        error = null;

        for (var i = 0; i < operations.Count && error is null; i++)
        {
            error = Apply(operations[i], ref next) ?? Check(next, limits);

            if (error is not null)
            {
                error = error with { Path = string.Create(CultureInfo.InvariantCulture, $"/{i}{error.Path}") };
            }
        }

        result = error is null ? next : null;
        return error is null;
    }

    private static SettingsError? Check(Node root, JsonLimits limits)
    {
        if (root.Size > limits.MaxBytes * (long)Leeway)
        {
            return new SettingsError("", SettingsErrorCodes.TooLarge, "The patch lets the document grow too large.");
        }

        return root.Depth > limits.MaxDepth
            ? new SettingsError("", SettingsErrorCodes.TooDeep, $"The document becomes deeper than {limits.MaxDepth} levels.")
            : null;
    }

    private static SettingsError? Apply(PatchOperation operation, ref Node root)
    {
        var path = operation.Path.AsSpan();
        var from = operation.From.AsSpan();

        if (operation.Verb == PatchVerb.Test)
        {
            return TreeEdit.Find(root, path) switch
            {
                null => NotFound("/path"),
                var found when !found.SameValue(operation.Value!) =>
                    new SettingsError("/value", SettingsErrorCodes.TestFailed, "The document has another value here."),
                _ => null,
            };
        }

        var source = operation.Verb is PatchVerb.Move or PatchVerb.Copy ? TreeEdit.Find(root, from) : operation.Value;

        if (source is null && operation.Verb != PatchVerb.Remove)
        {
            return NotFound("/from");
        }

        if (operation.Verb == PatchVerb.Move)
        {
            return Move(from, path, source!, ref root);
        }

        var next = operation.Verb switch
        {
            PatchVerb.Add or PatchVerb.Copy => TreeEdit.Add(root, path, source!),
            PatchVerb.Replace => TreeEdit.Replace(root, path, source!),
            PatchVerb.Remove when path is [] => ScalarNode.Null,
            PatchVerb.Remove => TreeEdit.Remove(root, path),
            _ => throw new InvalidOperationException($"Unmapped operation '{operation.Verb}'."),
        };

        root = next ?? root;
        return next is null ? NotFound("/path") : null;
    }

    private static SettingsError? Move(ReadOnlySpan<string> from, ReadOnlySpan<string> path, Node source, ref Node root)
    {
        if (path.SequenceEqual(from))
        {
            return null;
        }

        if (path.StartsWith(from))
        {
            return new SettingsError("/path", SettingsErrorCodes.MoveIntoItself, "A value cannot be moved into itself.");
        }

        var next = TreeEdit.Add(TreeEdit.Remove(root, from)!, path, source);
        root = next ?? root;
        return next is null ? NotFound("/path") : null;
    }

    private static SettingsError NotFound(string pointer) =>
        new(pointer, SettingsErrorCodes.PathNotFound, "The pointer names nothing in the document.");
}
