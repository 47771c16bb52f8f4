using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>Where in a document a check stands. Its pointer is written for what does not fit alone: for each item of a long array under a long name, that would be most of the work.</summary>
internal sealed class SchemaPlace
{
    public static readonly SchemaPlace Root = new(null, null, 0);

    private readonly SchemaPlace? _above;
    private readonly string? _member;
    private readonly int _item;

    private SchemaPlace(SchemaPlace? above, string? member, int item) => (_above, _member, _item) = (above, member, item);

    public SchemaPlace Member(string name) => new(this, name, 0);

    public SchemaPlace Item(int index) => new(this, null, index);

    /// <summary>The JSON Pointer (RFC 6901).</summary>
    public override string ToString() => _above is null ? ""
        : _member is null ? JsonPointer.Append(_above.ToString(), _item)
        : JsonPointer.Append(_above.ToString(), _member);
}
