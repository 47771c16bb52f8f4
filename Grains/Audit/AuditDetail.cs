using System.Text.Json;

namespace Actors.Audit;

/// <summary>What an entry tells beside its fixed fields, as one JSON object.</summary>
internal static class AuditDetail
{
    /// <summary>The members that have a value; null when none has.</summary>
    public static string? Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var json = new List<string>();

        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.Add($"\"{JsonEncodedText.Encode(name)}\":\"{JsonEncodedText.Encode(value)}\"");
            }
        }

        return json.Count == 0 ? null : $"{{{string.Join(',', json)}}}";
    }
}
