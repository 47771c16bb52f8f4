namespace Actors.Settings;

/// <summary>The codes of <see cref="SettingsError"/>; what a schema refuses has the keyword's name in <c>snake_case</c>.</summary>
public static class SettingsErrorCodes
{
    /// <summary>The text is not JSON (RFC 8259).</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The text starts with a byte-order mark, which RFC 8259 forbids senders.</summary>
    public const string ByteOrderMark = "byte_order_mark";

    /// <summary>The text is not UTF-8.</summary>
    public const string InvalidUtf8 = "invalid_utf8";

    /// <summary>A comma before a closing bracket.</summary>
    public const string TrailingComma = "trailing_comma";

    /// <summary>A comment; JSON has none.</summary>
    public const string Comment = "comment";

    /// <summary>A number that JSON does not know, such as <c>NaN</c>, <c>+1</c> or <c>01</c>.</summary>
    public const string InvalidNumber = "invalid_number";

    /// <summary>Two members of one object have the same name, once escapes are decoded.</summary>
    public const string DuplicateKey = "duplicate_key";

    /// <summary>An escaped surrogate without its other half: no Unicode text.</summary>
    public const string LoneSurrogate = "lone_surrogate";

    /// <summary>Nested deeper than allowed.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>Larger than allowed, counted without insignificant whitespace.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The root is not an object.</summary>
    public const string NotAnObject = "not_an_object";

    /// <summary>A JSON Patch that is not an array, or an element of it that is not an object.</summary>
    public const string InvalidPatch = "invalid_patch";

    /// <summary>A JSON Patch with more operations than allowed.</summary>
    public const string TooManyOperations = "too_many_operations";

    /// <summary><c>op</c> is none of the six operations of RFC 6902.</summary>
    public const string UnknownOperation = "unknown_operation";

    /// <summary>A member that the operation needs is missing or of the wrong type.</summary>
    public const string MissingMember = "missing_member";

    /// <summary>Not a JSON Pointer (RFC 6901).</summary>
    public const string InvalidPointer = "invalid_pointer";

    /// <summary>The pointer names nothing in the document.</summary>
    public const string PathNotFound = "path_not_found";

    /// <summary>A <c>test</c> found another value.</summary>
    public const string TestFailed = "test_failed";

    /// <summary>A value cannot be moved into itself.</summary>
    public const string MoveIntoItself = "move_into_itself";

    /// <summary>Two documents of one import are of one persona.</summary>
    public const string DuplicatePersona = "duplicate_persona";

    /// <summary>A JSON Schema with a keyword or value that is not understood.</summary>
    public const string InvalidSchema = "invalid_schema";

    /// <summary>Whether the code says that a text is not JSON, or not one that all readers understand alike; all others are of well-formed texts.</summary>
    public static bool IsMalformed(string code) => code is MalformedJson or ByteOrderMark or InvalidUtf8 or TrailingComma or Comment
        or InvalidNumber or DuplicateKey or LoneSurrogate;
}
