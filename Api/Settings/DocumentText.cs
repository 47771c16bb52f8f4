using System.Buffers;
using System.Globalization;
using System.Text;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>A document as answers have it: <c>{"persona", "settings", "version", "updated_at"}</c>, its bytes as they are stored.</summary>
internal sealed class DocumentText(string persona, SettingsView view)
{
    // A persona's name needs no escapes.
    private readonly string _head = $"{{\"persona\":\"{persona}\",\"settings\":";

    private readonly string _tail = string.Create(
        CultureInfo.InvariantCulture, $",\"version\":{view.Version},\"updated_at\":\"{Rfc3339.ToText(view.UpdatedAt)}\"}}");

    /// <summary>How long it is, in bytes.</summary>
    public int Length => _head.Length + view.Document.Length + _tail.Length;

    public void Write(IBufferWriter<byte> output)
    {
        Encoding.ASCII.GetBytes(_head, output);
        output.Write(view.Document.AsSpan());
        Encoding.ASCII.GetBytes(_tail, output);
    }
}
