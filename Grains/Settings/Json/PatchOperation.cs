using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Actors.Settings.Json;

internal enum PatchVerb { Add, Remove, Replace, Move, Copy, Test }

/// <summary>One operation of a JSON Patch, its pointers taken apart.</summary>
internal sealed record PatchOperation(PatchVerb Verb, ImmutableArray<string> Path, ImmutableArray<string> From, Node? Value)
{
    /// <summary>Reads a patch; members that RFC 6902 does not define are ignored, as it demands.</summary>
    public static bool TryParseAll(Node patch, int maxOperations, out ImmutableArray<PatchOperation> operations, out SettingsError? error)
    {
        operations = [];
        error = patch switch
        {
            ArrayNode { Items.Length: var count } when count > maxOperations => new SettingsError(
                "", SettingsErrorCodes.TooManyOperations, $"A patch may have {maxOperations} operations."),
            ArrayNode => null,
            _ => new SettingsError("", SettingsErrorCodes.InvalidPatch, "A JSON Patch is an array of operations."),
        };

        if (error is not null)
        {
            return false;
        }

        var items = ((ArrayNode)patch).Items;
        var parsed = ImmutableArray.CreateBuilder<PatchOperation>(items.Length);

        for (var i = 0; i < items.Length; i++)
        {
            if (Parse(items[i], out error) is not { } operation)
            {
                error = error! with { Path = string.Create(CultureInfo.InvariantCulture, $"/{i}{error.Path}") };
                return false;
            }

            parsed.Add(operation);
        }

        operations = parsed.MoveToImmutable();
        return true;
    }

    private static PatchOperation? Parse(Node item, out SettingsError? error)
    {
        if (item is not ObjectNode operation)
        {
            error = new SettingsError("", SettingsErrorCodes.InvalidPatch, "An operation is an object.");
            return null;
        }

        if (Text(operation, "op", out error) is not { } op
            || Verbed(op, ref error) is not { } verb
            || Pointer(operation, "path", ref error) is not { } path)
        {
            return null;
        }

        if (verb is PatchVerb.Move or PatchVerb.Copy)
        {
            return Pointer(operation, "from", ref error) is { } from ? new PatchOperation(verb, path, from, null) : null;
        }

        var value = operation.Find("value");

        if (value is null && verb is not PatchVerb.Remove)
        {
            error = new SettingsError("/value", SettingsErrorCodes.MissingMember, "The operation needs a value.");
            return null;
        }

        return new PatchOperation(verb, path, [], value);
    }

    private static string? Text(ObjectNode operation, string name, out SettingsError? error)
    {
        var text = operation.Find(name) is ScalarNode { Kind: JsonTokenType.String } scalar ? scalar.GetString() : null;
        error = text is null
            ? new SettingsError($"/{name}", SettingsErrorCodes.MissingMember, $"The operation needs '{name}', a string.")
            : null;
        return text;
    }

    private static PatchVerb? Verbed(string op, ref SettingsError? error)
    {
        PatchVerb? verb = op switch
        {
            "add" => PatchVerb.Add,
            "remove" => PatchVerb.Remove,
            "replace" => PatchVerb.Replace,
            "move" => PatchVerb.Move,
            "copy" => PatchVerb.Copy,
            "test" => PatchVerb.Test,
            _ => null,
        };

        error = verb is null
            ? new SettingsError("/op", SettingsErrorCodes.UnknownOperation, "op is add, remove, replace, move, copy or test.")
            : error;
        return verb;
    }

    private static ImmutableArray<string>? Pointer(ObjectNode operation, string name, ref SettingsError? error)
    {
        if (Text(operation, name, out error) is not { } text)
        {
            return null;
        }

        if (!JsonPointer.TryParse(text, out var segments))
        {
            error = new SettingsError($"/{name}", SettingsErrorCodes.InvalidPointer, "Not a JSON Pointer (RFC 6901).");
        }

        return segments;
    }
}
