using System.Collections.Immutable;
using Actors.Api.Requests;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>The body <c>{"persona"?, "settings"}</c>, whose document is taken out as it stands.</summary>
internal sealed record MergeRequest(string Persona, ImmutableArray<byte> Settings)
{
    public static MergeRequest Parse(byte[] body)
    {
        var members = BodyMembers.Read(body, "persona", "settings");
        var persona = members.TryGetValue("persona", out var sent) ? BodyMembers.TextOf(sent) : PersonaName.Default;
        var errors = new FieldErrors();

        if (!PersonaName.IsValid(persona))
        {
            errors.Add("persona", "invalid_persona", Personas.Rule);
        }

        if (!members.TryGetValue("settings", out var settings))
        {
            errors.Add("settings", "required", "The field is required.");
        }

        errors.ThrowIfAny();
        return new MergeRequest(persona!, settings);
    }
}
