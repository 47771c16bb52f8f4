using System.Text.Json;

namespace Actors.Settings.History;

/// <summary>Stores what is known of segments as <c>[first, last, bytes, last at]</c>, the time in ticks of 100 ns, UTC.</summary>
internal sealed class SegmentsConverter : ArraysConverter<SegmentReference>
{
    protected override SegmentReference ReadParts(ref Utf8JsonReader reader, SegmentReference? before) => new(
        reader.Next().GetInt64(), reader.Next().GetInt64(), reader.Next().GetInt32(), new DateTimeOffset(reader.Next().GetInt64(), TimeSpan.Zero));

    protected override void WriteParts(Utf8JsonWriter writer, SegmentReference item, SegmentReference? before)
    {
        writer.WriteNumberValue(item.First);
        writer.WriteNumberValue(item.Last);
        writer.WriteNumberValue(item.Bytes);
        writer.WriteNumberValue(item.LastAt.UtcTicks);
    }
}
