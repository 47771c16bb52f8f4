using System.Text;
using Actors.Settings;
using Actors.Settings.Json;

namespace Actors.Tests.Settings;

/// <summary>Shorthand for texts in tests.</summary>
internal static class JsonTexts
{
    public static readonly JsonLimits Limits = new(64 * 1024, 32);

    public static Node Parse(string json) =>
        StrictJson.TryParse(Encoding.UTF8.GetBytes(json), Limits, out var node, out var error)
            ? node
            : throw new ArgumentException($"{error.Code} at {error.Offset}: {json}");

    public static string Text(Node node) => Encoding.UTF8.GetString(node.ToUtf8());

    public static SettingsError Refused(ReadOnlySpan<byte> utf8)
    {
        Assert.False(StrictJson.TryParseObject(utf8.ToArray(), Limits, out _, out var error));
        return error;
    }

    public static SettingsError Refused(string json) => Refused(Encoding.UTF8.GetBytes(json));

    public static (string? Text, SettingsError? Error) Patched(string document, string patch)
    {
        if (!PatchOperation.TryParseAll(Parse(patch), maxOperations: 1000, out var operations, out var error))
        {
            return (null, error);
        }

        return JsonPatch.TryApply(Parse(document), operations, Limits, out var result, out error) ? (Text(result), null) : (null, error);
    }
}
