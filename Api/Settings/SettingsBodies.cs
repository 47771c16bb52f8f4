using Actors.Api.Documentation;
using Actors.Api.Requests;
using Microsoft.OpenApi;

namespace Actors.Api.Settings;

/// <summary>The bodies of the settings endpoints for the OpenAPI document. Documents are read as bytes, so no type tells their shape.</summary>
internal static class SettingsBodies
{
    public static DescribedBody Document { get; } = new(
        "application/json",
        Object("The whole document: any JSON object, up to 64 KiB and 32 levels deep. It is kept as sent."),
        """{"theme":"dark","size":11,"layout":{"panels":["left","main"]}}""");

    public static DescribedBody MergePatch { get; } = new(
        "application/merge-patch+json",
        Object("An RFC 7396 merge patch: members replace those of the document, null removes them."),
        """{"theme":"light","layout":{"panels":null}}""");

    public static DescribedBody JsonPatch { get; } = new(
        "application/json-patch+json", Operations(), """[{"op":"test","path":"/theme","value":"dark"},{"op":"replace","path":"/theme","value":"light"}]""");

    public static DescribedBody Merge { get; } = new(
        "application/json",
        Object(
            "A persona and an RFC 7396 merge patch of its document.",
            ["settings"],
            ("persona", Text("The persona; default when left out.", "^[a-z0-9][a-z0-9_-]{0,62}$")),
            ("settings", Object("The merge patch."))),
        """{"persona":"default","settings":{"theme":"dark","size":11}}""");

    private const string SchemaSubset =
        "JSON Schema, draft 2020-12, up to 64 KiB: all of its keywords but unevaluatedProperties, unevaluatedItems, anchors, dynamic references, "
        + "contentEncoding, contentMediaType and contentSchema, with $ref within the schema (#/$defs/x), $id at its root alone, and patterns "
        + "of up to 1,000 characters as ECMA-262 reads them with the flag u, without lookaround and backreferences, in which \\p names general categories in short "
        + "(\\p{Lu}) and at most 256 kinds of characters are told apart. Of the formats date-time, date, time, duration, email, hostname (without a look into punycode), uuid, ipv4, ipv6, uri and "
        + "json-pointer are checked. A schema that uses more of the draft is refused. Keywords of one's own begin with x-; they and formats "
        + "of one's own are annotations.";

    public static DescribedBody Schema { get; } = new(
        "application/json",
        Object(
            "A schema with defaults, or the name of a preset.",
            [],
            ("schema", new OpenApiSchema { Description = SchemaSubset }),
            ("defaults", Object("What holds where a document says nothing.")),
            ("preset", Text("In place of the other two: one of those under /api/v1/admin/settings-presets.", null))),
        """{"schema":{"type":"object","properties":{"theme":{"enum":["light","dark"]}}},"defaults":{"theme":"light"}}""");

    public static DescribedBody Import { get; } = new(
        NdJson.MediaType,
        Text("A document a line, as in an export: {persona, settings}; version and updated_at are passed over. Up to 8 MiB. If-Match and If-None-Match are refused; sent twice, it writes the same documents twice, whatever its Idempotency-Key.", null),
        """
        {"persona":"default","settings":{"theme":"dark"}}
        {"persona":"work","settings":{"theme":"light"}}
        """);

    private static OpenApiSchema Operations() => new()
    {
        Type = JsonSchemaType.Array,
        Description = "An RFC 6902 patch: all its operations are done, or none. What they copy may be 16 times as large as a document, all together.",
        Items = Object(
            "One operation.",
            ["op", "path"],
            ("op", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["add", "remove", "replace", "move", "copy", "test"] }),
            ("path", Text("JSON Pointer (RFC 6901).", null)),
            ("from", Text("JSON Pointer; of move and copy.", null)),
            ("value", new OpenApiSchema { Description = "Any JSON value; of add, replace and test." })),
    };

    private static OpenApiSchema Object(string description, string[]? required = null, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = required is { Length: > 0 } ? new HashSet<string>(required) : null,
        Properties = properties.Length == 0 ? null : properties.ToDictionary(p => p.Name, IOpenApiSchema (p) => p.Schema),
        AdditionalProperties = properties.Length == 0 ? new OpenApiSchema() : null,
    };

    private static OpenApiSchema Text(string description, string? pattern) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern };
}
