using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Actors.Settings.Json;

/// <summary>Reads RFC 8259 JSON without forgiving anything, and keeps every token as it was written.</summary>
/// <remarks>
/// Stricter than <see cref="Utf8JsonReader"/> in what two readers could understand differently: duplicate names (decoded),
/// lone surrogates, bytes that are not UTF-8.
/// </remarks>
internal static class StrictJson
{
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8, JsonLimits limits, [NotNullWhen(true)] out Node? node, [NotNullWhen(false)] out SettingsError? error)
    {
        var parser = new Parser(utf8, limits);
        node = parser.ParseRoot();
        error = parser.Error;
        return node is not null;
    }

    /// <summary>The same, for a text whose root must be an object.</summary>
    public static bool TryParseObject(
        ReadOnlyMemory<byte> utf8, JsonLimits limits, [NotNullWhen(true)] out ObjectNode? root, [NotNullWhen(false)] out SettingsError? error)
    {
        root = TryParse(utf8, limits, out var node, out error) ? node as ObjectNode : null;

        if (node is not null && root is null)
        {
            error = new SettingsError("", SettingsErrorCodes.NotAnObject, "The root must be a JSON object.");
        }

        return root is not null;
    }

    private ref struct Parser
    {
        private readonly ReadOnlyMemory<byte> _utf8;
        private readonly JsonLimits _limits;
        private Utf8JsonReader _reader;
        private long _size;
        private bool _isAfterValue;

        public Parser(ReadOnlyMemory<byte> utf8, JsonLimits limits)
        {
            _utf8 = utf8;
            _limits = limits;

            // One deeper than allowed, so that depth is refused here, with its own code.
            _reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        }

        public SettingsError? Error { get; private set; }

        public Node? ParseRoot()
        {
            if (_utf8.Span.StartsWith("\uFEFF"u8))
            {
                return Fail(SettingsErrorCodes.ByteOrderMark, "The text starts with a byte-order mark.", 0);
            }

            if (!Utf8.IsValid(_utf8.Span))
            {
                return Fail(SettingsErrorCodes.InvalidUtf8, "The text is not UTF-8.", JsonFaults.FirstInvalidByte(_utf8.Span));
            }

            // The second read sees what stands behind the value.
            return Read() && ParseValue(depth: 1) is { } root && (Read() || Error is null) ? root : null;
        }

        private Node? ParseValue(int depth) => _reader.TokenType switch
        {
            JsonTokenType.StartObject => ParseObject(depth),
            JsonTokenType.StartArray => ParseArray(depth),
            JsonTokenType.String => CheckSurrogates() ? new ScalarNode(JsonTokenType.String, QuotedToken()) : null,
            var kind => new ScalarNode(kind, _utf8.Slice(TokenStart, _reader.ValueSpan.Length)),
        };

        private ArrayNode? ParseArray(int depth)
        {
            if (!CheckDepth(depth))
            {
                return null;
            }

            var items = ImmutableArray.CreateBuilder<Node>();

            while (Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                if (ParseValue(depth + 1) is not { } item)
                {
                    Locate(items.Count.ToString(CultureInfo.InvariantCulture));
                    return null;
                }

                items.Add(item);
            }

            return Error is null ? new ArrayNode(items.DrainToImmutable()) : null;
        }

        private ObjectNode? ParseObject(int depth)
        {
            if (!CheckDepth(depth))
            {
                return null;
            }

            var members = ImmutableArray.CreateBuilder<Member>();
            HashSet<string>? names = null;

            while (Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                if (!CheckSurrogates())
                {
                    return null;
                }

                var name = _reader.GetString()!;
                var rawName = QuotedToken();

                if (IsDuplicate(name, members, ref names))
                {
                    Fail(SettingsErrorCodes.DuplicateKey, "The object has two members of this name.", TokenStart);
                    Locate(name);
                    return null;
                }

                if (!Read() || ParseValue(depth + 1) is not { } value)
                {
                    Locate(name);
                    return null;
                }

                members.Add(new Member(name, rawName, value));
            }

            return Error is null ? new ObjectNode(members.DrainToImmutable()) : null;
        }

        private static bool IsDuplicate(string name, ImmutableArray<Member>.Builder members, ref HashSet<string>? names)
        {
            const int few = 8;

            if (members.Count > few)
            {
                names ??= members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
                return !names.Add(name);
            }

            foreach (var member in members)
            {
                if (member.Name == name)
                {
                    return true;
                }
            }

            return false;
        }

        private bool CheckDepth(int depth)
        {
            if (depth > _limits.MaxDepth)
            {
                Fail(SettingsErrorCodes.TooDeep, $"The text is nested deeper than {_limits.MaxDepth} levels.", TokenStart);
            }

            return Error is null;
        }

        /// <summary>Counts as <see cref="Node.Size"/> does, but while reading: of a text that is much too large no tree is made.</summary>
        private bool CheckSize()
        {
            var isEnd = _reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;

            _size += _reader.ValueSpan.Length + (_isAfterValue && !isEnd ? 1 : 0) + _reader.TokenType switch
            {
                JsonTokenType.String => 2,
                JsonTokenType.PropertyName => 3,
                _ => 0,
            };
            _isAfterValue = _reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);

            if (_size > _limits.MaxBytes)
            {
                Fail(SettingsErrorCodes.TooLarge, $"The text is larger than {_limits.MaxBytes} bytes.", offset: null);
            }

            return Error is null;
        }

        private bool CheckSurrogates()
        {
            if (_reader.ValueIsEscaped && JsonFaults.LoneSurrogate(_reader.ValueSpan) is { } at)
            {
                Fail(SettingsErrorCodes.LoneSurrogate, "An escaped surrogate stands without its other half.", TokenStart + 1 + at);
            }

            return Error is null;
        }

        private readonly int TokenStart => (int)_reader.TokenStartIndex;

        private readonly ReadOnlyMemory<byte> QuotedToken() => _utf8.Slice(TokenStart, _reader.ValueSpan.Length + 2);

        private bool Read()
        {
            try
            {
                return _reader.Read() && CheckSize();
            }
            catch (JsonException exception)
            {
                Error ??= JsonFaults.Explain(_utf8.Span, exception);
                return false;
            }
        }

        private Node? Fail(string code, string message, int? offset)
        {
            Error ??= new SettingsError("", code, message, offset);
            return null;
        }

        /// <summary>On the way out of a failed value, each level puts its name in front of the pointer.</summary>
        private void Locate(string segment)
        {
            Error ??= new SettingsError("", SettingsErrorCodes.MalformedJson, "The text ends too early.", _utf8.Length);

            // It is the whole text that is too large, wherever the reading has stopped.
            if (Error.Code == SettingsErrorCodes.TooLarge)
            {
                return;
            }

            Error = Error with { Path = $"/{JsonPointer.Escape(segment)}{Error.Path}" };
        }
    }
}
