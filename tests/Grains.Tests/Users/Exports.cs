using System.Text;
using System.Text.Json;
using Actors.Users;

namespace Actors.Tests.Users;

internal static class Exports
{
    /// <summary>The JSON of which a call gives parts.</summary>
    public static async Task<JsonElement> ReadAsync(Func<string?, Task<ExportPart?>> ask)
    {
        var text = new StringBuilder();
        string? next = null;

        do
        {
            var part = await ask(next);
            text.Append(part!.Text);
            next = part.Next;
        }
        while (next is not null);

        return JsonSerializer.Deserialize<JsonElement>(text.ToString());
    }
}
