using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Settings.Json;

/// <summary>What makes one document of another.</summary>
/// <param name="Patch">An RFC 6902 patch.</param>
/// <param name="IsExact">Applying it gives the text itself, not only the value: the patch language cannot say in which order members stand.</param>
internal readonly record struct DocumentDiff(ImmutableArray<byte> Patch, bool IsExact);

/// <summary>Finds an RFC 6902 patch between two documents: short, not the shortest.</summary>
internal sealed class JsonDiff : IDisposable
{
    /// <summary>The bytes of a whole replacement beside its value, of which there are 37, and some room.</summary>
    private const int WholeOverhead = 48;

    private static readonly JsonWriterOptions Unvalidated = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _patch = new();
    private readonly Utf8JsonWriter _writer;
    private readonly long _maxBytes;
    private bool _exact = true;

    private JsonDiff(long maxBytes)
    {
        _writer = new Utf8JsonWriter(_patch, Unvalidated);
        _maxBytes = maxBytes;
    }

    /// <summary>Each operation carries its whole pointer: of many members under a long name the patch could be a thousand times the document.</summary>
    private bool IsTooLong => _writer.BytesCommitted + _writer.BytesPending > _maxBytes;

    public void Dispose() => _writer.Dispose();

    /// <summary>The difference; null stands for no document. One that is longer than the new document becomes its replacement.</summary>
    public static DocumentDiff Between(Node? before, Node? after)
    {
        if (before is null || after is null)
        {
            return Whole(before, after);
        }

        using var diff = new JsonDiff(after.Size + WholeOverhead);
        diff._writer.WriteStartArray();
        diff.Compare("", before, after);
        diff._writer.WriteEndArray();
        diff._writer.Flush();

        return diff.IsTooLong ? Whole(before, after) : new DocumentDiff([.. diff._patch.WrittenSpan], diff._exact);
    }

    private static DocumentDiff Whole(Node? before, Node? after)
    {
        using var diff = new JsonDiff(long.MaxValue);
        diff._writer.WriteStartArray();

        if (before is not null || after is not null)
        {
            diff.Operation(before is null ? "add" : after is null ? "remove" : "replace", "", after);
        }

        diff._writer.WriteEndArray();
        diff._writer.Flush();
        return new DocumentDiff([.. diff._patch.WrittenSpan], IsExact: true);
    }

    private void Compare(string path, Node before, Node after)
    {
        switch (before, after)
        {
            case (ObjectNode old, ObjectNode now):
                CompareObjects(path, old, now);
                break;
            case (ArrayNode old, ArrayNode now):
                CompareArrays(path, old.Items.AsSpan(), now.Items.AsSpan());
                break;
            case var _ when !before.SameText(after):
                Operation("replace", path, after);
                break;
        }
    }

    private void CompareObjects(string path, ObjectNode before, ObjectNode after)
    {
        var old = new MemberIndex(before.Members);
        var now = new MemberIndex(after.Members);

        foreach (var member in before.Members)
        {
            if (now.Find(member.Name) < 0 && !IsTooLong)
            {
                Operation("remove", JsonPointer.Append(path, member.Name), null);
            }
        }

        // A patch changes members in their places and adds at the end: kept members come first and in their old order.
        var last = -1;
        var added = false;

        foreach (var member in after.Members)
        {
            if (IsTooLong)
            {
                return;
            }

            var at = old.Find(member.Name);

            if (at < 0)
            {
                Operation("add", JsonPointer.Append(path, member.Name), member.Value);
                added = true;
                _exact &= SameToken(member, ScalarNode.Text(member.Name).Raw);
                continue;
            }

            _exact &= !added && at > last && SameToken(member, before.Members[at].RawName.Span);
            last = at;

            if (!before.Members[at].Value.SameText(member.Value))
            {
                Compare(JsonPointer.Append(path, member.Name), before.Members[at].Value, member.Value);
            }
        }
    }

    private static bool SameToken(Member member, ReadOnlySpan<byte> token) => member.RawName.Span.SequenceEqual(token);

    /// <summary>Equal ends stay; of the middles, items are compared in pairs and the rest is removed or added.</summary>
    private void CompareArrays(string path, ReadOnlySpan<Node> before, ReadOnlySpan<Node> after)
    {
        var start = 0;

        while (start < before.Length && start < after.Length && before[start].SameText(after[start]))
        {
            start++;
        }

        while (before.Length > start && after.Length > start && before[^1].SameText(after[^1]))
        {
            before = before[..^1];
            after = after[..^1];
        }

        var pairs = Math.Min(before.Length, after.Length);

        for (var i = start; i < pairs && !IsTooLong; i++)
        {
            // The paths of equal items, which may be many, would be written for nothing.
            if (!before[i].SameText(after[i]))
            {
                Compare(JsonPointer.Append(path, i), before[i], after[i]);
            }
        }

        for (var i = before.Length - 1; i >= pairs && !IsTooLong; i--)
        {
            Operation("remove", JsonPointer.Append(path, i), null);
        }

        for (var i = pairs; i < after.Length && !IsTooLong; i++)
        {
            Operation("add", JsonPointer.Append(path, i), after[i]);
        }
    }

    private void Operation(string op, string path, Node? value)
    {
        _writer.WriteStartObject();
        _writer.WriteString("op", op);
        _writer.WriteString("path", path);

        if (value is not null)
        {
            _writer.WritePropertyName("value");
            _writer.WriteRawValue(value.ToUtf8(), skipInputValidation: true);
        }

        _writer.WriteEndObject();
    }
}
