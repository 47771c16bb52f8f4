using Actors.Settings.Json;

namespace Actors.Settings;

/// <summary>What a write makes of a document, or why not. Pure: the same for any store and clock.</summary>
/// <param name="Outcome"><see cref="SettingsWriteOutcome.Saved"/>, or the refusal.</param>
/// <param name="Root">The new document; null when it is deleted.</param>
/// <param name="Error">What is wrong.</param>
internal readonly record struct SettingsEdit(SettingsWriteOutcome Outcome, ObjectNode? Root = null, SettingsError? Error = null)
{
    public static SettingsEdit Deleted => new(SettingsWriteOutcome.Saved);

    public static SettingsEdit NotFound => new(SettingsWriteOutcome.NotFound);

    public static SettingsEdit Replace(ReadOnlyMemory<byte> document, SettingsOptions options) =>
        StrictJson.TryParseObject(document, options.Document, out var root, out var error)
            ? new SettingsEdit(SettingsWriteOutcome.Saved, root)
            : Refuse(error);

    public static SettingsEdit Merge(ObjectNode? document, ReadOnlyMemory<byte> patch, SettingsOptions options) =>
        StrictJson.TryParseObject(patch, options.Document with { MaxBytes = options.MaxPatchBytes }, out var changes, out var error)
            ? Finish(MergePatch.Apply(document, changes), options)
            : Refuse(error);

    public static SettingsEdit Patch(ObjectNode document, ReadOnlyMemory<byte> patch, SettingsOptions options) =>
        StrictJson.TryParse(patch, options.Patch, out var node, out var error)
        && PatchOperation.TryParseAll(node, options.MaxPatchOperations, out var operations, out error)
        && JsonPatch.TryApply(document, operations, options.Document, out var root, out error)
            ? Finish(root, options)
            : Refuse(error!);

    private static SettingsEdit Finish(Node root, SettingsOptions options) => root switch
    {
        not ObjectNode => Refuse(new SettingsError("", SettingsErrorCodes.NotAnObject, "The result must be a JSON object.")),
        { Size: var size } when size > options.MaxDocumentBytes => Refuse(new SettingsError(
            "", SettingsErrorCodes.TooLarge, $"The document would be larger than {options.MaxDocumentBytes} bytes.")),
        { Depth: var depth } when depth > options.MaxDepth => Refuse(new SettingsError(
            "", SettingsErrorCodes.TooDeep, $"The document would be deeper than {options.MaxDepth} levels.")),
        ObjectNode document => new SettingsEdit(SettingsWriteOutcome.Saved, document),
    };

    private static SettingsEdit Refuse(SettingsError error) => new(OutcomeOf(error.Code), Error: error);

    private static SettingsWriteOutcome OutcomeOf(string code) => code switch
    {
        _ when SettingsErrorCodes.IsMalformed(code) => SettingsWriteOutcome.Malformed,
        SettingsErrorCodes.TooLarge or SettingsErrorCodes.TooManyOperations => SettingsWriteOutcome.TooLarge,
        SettingsErrorCodes.TestFailed => SettingsWriteOutcome.TestFailed,
        _ => SettingsWriteOutcome.Invalid,
    };
}
