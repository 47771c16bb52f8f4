using System.Collections.Immutable;
using Actors.Api.Requests;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>What was sent as <c>{"persona", "settings"}</c>; the document is taken out as it stands.</summary>
internal sealed record SentDocument(string Persona, ImmutableArray<byte> Settings)
{
    /// <param name="json">The text.</param>
    /// <param name="unnamed">The persona where none is named; null where one must be.</param>
    /// <param name="passedOver">Members that may stand beside and say nothing.</param>
    public static SentDocument Parse(byte[] json, string? unnamed, params ReadOnlySpan<string> passedOver)
    {
        var members = BodyMembers.Read(json, ["persona", "settings", .. passedOver]);
        var persona = members.TryGetValue("persona", out var sent) ? BodyMembers.TextOf(sent) : unnamed;
        var errors = new FieldErrors();

        if (!PersonaName.IsValid(persona))
        {
            errors.Add("persona", "invalid_persona", Personas.Rule);
        }

        if (!members.TryGetValue("settings", out var settings))
        {
            errors.AddMissing("settings");
        }

        errors.ThrowIfAny();
        return new SentDocument(persona!, settings);
    }
}
