using System.Text;

namespace Actors.Tests.Telemetry;

/// <summary>A span as it comes over OTLP (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name, int Status, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The spans of an ExportTraceServiceRequest: its resource_spans, their scope_spans, their spans.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(byte[] request) =>
        from resource in ProtobufField.ReadAll(request)
        where resource.Number == 1
        from scope in ProtobufField.ReadAll(resource.Bytes)
        where scope.Number == 2
        from span in ProtobufField.ReadAll(scope.Bytes)
        where span.Number == 2
        select Read(span.Bytes);

    private static OtlpSpan Read(byte[] span)
    {
        var fields = ProtobufField.ReadAll(span).ToArray();
        var tags = fields.Where(field => field.Number == 9).Select(field => ProtobufField.ReadAll(field.Bytes).ToArray())
            .ToDictionary(tag => Text(tag, 1), tag => tag.Where(field => field.Number == 2).Select(field => ValueOf(field.Bytes)).SingleOrDefault(""));
        var status = fields.Where(field => field.Number == 15).SelectMany(field => ProtobufField.ReadAll(field.Bytes)).FirstOrDefault(field => field.Number == 3);

        return new OtlpSpan(Hex(fields, 1), Hex(fields, 2), Hex(fields, 4), Text(fields, 5), (int)(status?.Value ?? 0), tags);
    }

    /// <summary>An AnyValue: text, or a number.</summary>
    private static string ValueOf(byte[] value) => ProtobufField.ReadAll(value).Single() switch
    {
        { Number: 1 } text => Encoding.UTF8.GetString(text.Bytes),
        var number => $"{number.Value}",
    };

    private static string Hex(ProtobufField[] fields, int number) =>
        Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number)?.Bytes ?? []);

    private static string Text(ProtobufField[] fields, int number) =>
        Encoding.UTF8.GetString(fields.FirstOrDefault(field => field.Number == number)?.Bytes ?? []);
}

/// <summary>A field of a protobuf message as it is on the wire.</summary>
internal sealed record ProtobufField(int Number, ulong Value, byte[] Bytes)
{
    public static IEnumerable<ProtobufField> ReadAll(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var number = (int)(key >> 3);

            switch (key & 7)
            {
                case 0:
                    yield return new ProtobufField(number, Varint(message, ref at), []);
                    break;
                case 1:
                    yield return new ProtobufField(number, BitConverter.ToUInt64(message, at), []);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return new ProtobufField(number, 0, message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    yield return new ProtobufField(number, BitConverter.ToUInt32(message, at), []);
                    at += 4;
                    break;
                default:
                    throw new FormatException($"No wire type {key & 7}.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        for (var (value, shift) = (0UL, 0); ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;

            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
