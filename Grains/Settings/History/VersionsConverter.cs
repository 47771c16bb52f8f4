using System.Text.Json;

namespace Actors.Settings.History;

/// <summary>
/// Stores versions as <c>[version, at, author, request, operation, diff, document]</c>. The time is in ticks of 100 ns, UTC; <c>true</c> is the author
/// of the version before; an empty document is left out.
/// </summary>
internal sealed class VersionsConverter : ArraysConverter<StoredVersion>
{
    protected override StoredVersion ReadParts(ref Utf8JsonReader reader, StoredVersion? before)
    {
        var told = new SettingsVersion
        {
            Version = reader.Next().GetInt64(),
            At = new DateTimeOffset(reader.Next().GetInt64(), TimeSpan.Zero),
            Author = reader.Next().TokenType == JsonTokenType.True ? before?.Told.Author : reader.GetString(),
            RequestId = reader.Next().GetString(),
            Operation = Enum.Parse<SettingsOperation>(reader.Next().GetString()!),
            Diff = JsonTextConverter.Read(ref reader.Next()),
        };

        return new StoredVersion(told, reader.Next().TokenType == JsonTokenType.EndArray ? [] : JsonTextConverter.Read(ref reader));
    }

    protected override void WriteParts(Utf8JsonWriter writer, StoredVersion item, StoredVersion? before)
    {
        var told = item.Told;
        writer.WriteNumberValue(told.Version);
        writer.WriteNumberValue(told.At.UtcTicks);
        if (told.Author is not null && told.Author == before?.Told.Author)
        {
            writer.WriteBooleanValue(true);
        }
        else
        {
            writer.WriteStringValue(told.Author);
        }

        writer.WriteStringValue(told.RequestId);
        writer.WriteStringValue(told.Operation.ToString());
        writer.WriteStringValue(told.Diff.AsSpan());
        if (!item.Document.IsEmpty)
        {
            writer.WriteStringValue(item.Document.AsSpan());
        }
    }
}
