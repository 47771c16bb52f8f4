namespace Actors.Settings;

/// <summary>Schemas and defaults for the kinds of documents that applications keep most often, ready to be put in force for a persona.</summary>
public static class SettingsPresets
{
    /// <summary>By name, in the order in which they are listed.</summary>
    public static IReadOnlyList<SettingsPreset> All { get; } =
    [
        new("notification-preferences", "Which messages a user wants, where and when.", Notifications, """
            {"channels":{"email":true,"push":true,"in_app":true,"sms":false},"digest":"daily","quiet_hours":{"enabled":false,"from":"22:00","to":"07:00","time_zone":"Etc/UTC"},"topics":{}}
            """),
        new("interface-configuration", "How a user has arranged the interface.", Interface, """
            {"theme":"system","language":"en","density":"comfortable","font_scale":1,"sidebar":{"collapsed":false},"shortcuts":{},"layout":{}}
            """),
        new("baselines", "Measured values that later ones are compared with.", Baselines, """{"baselines":[]}"""),
        new("risk-assessment", "Results of risk assessments.", Risks, """{"assessments":[]}"""),
    ];

    /// <summary>The preset of this name, if there is one.</summary>
    public static SettingsPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);

    private const string Notifications = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Notification preferences","type":"object","additionalProperties":false,
        "properties":{"channels":{"type":"object","additionalProperties":false,"properties":{"email":{"type":"boolean"},"push":{"type":"boolean"},"in_app":{"type":"boolean"},"sms":{"type":"boolean"}}},
        "digest":{"enum":["off","hourly","daily","weekly"]},
        "quiet_hours":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"from":{"$ref":"#/$defs/time"},"to":{"$ref":"#/$defs/time"},"time_zone":{"type":"string","minLength":1,"maxLength":64}}},
        "topics":{"type":"object","maxProperties":200,"propertyNames":{"pattern":"^[a-z0-9][a-z0-9._-]{0,63}$"},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"enabled":{"type":"boolean"},"channels":{"type":"array","uniqueItems":true,"items":{"enum":["email","push","in_app","sms"]}}}}}},
        "$defs":{"time":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$"}}}
        """;

    private const string Interface = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Personal interface configuration","type":"object",
        "properties":{"theme":{"enum":["light","dark","system"]},"language":{"type":"string","pattern":"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},"density":{"enum":["compact","comfortable","spacious"]},
        "font_scale":{"type":"number","minimum":0.5,"maximum":3},"sidebar":{"type":"object","properties":{"collapsed":{"type":"boolean"},"width":{"type":"integer","minimum":0,"maximum":2000}}},
        "shortcuts":{"type":"object","maxProperties":200,"additionalProperties":{"type":"string","maxLength":64}},"layout":{"type":"object"}}}
        """;

    private const string Baselines = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Baselines","type":"object","required":["baselines"],"additionalProperties":false,
        "properties":{"baselines":{"type":"array","maxItems":500,"items":{"type":"object","required":["metric","value","measured_at"],"additionalProperties":false,
        "properties":{"metric":{"type":"string","minLength":1,"maxLength":128},"value":{"type":"number"},"unit":{"type":"string","maxLength":32},"lower":{"type":"number"},"upper":{"type":"number"},"samples":{"type":"integer","minimum":1},"measured_at":{"type":"string","format":"date-time"},"source":{"type":"string","maxLength":128}}}}}}
        """;

    private const string Risks = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Risk-assessment results","type":"object","required":["assessments"],"additionalProperties":false,
        "properties":{"assessments":{"type":"array","maxItems":200,"items":{"type":"object","required":["id","level","score","assessed_at"],"additionalProperties":false,
        "properties":{"id":{"type":"string","minLength":1,"maxLength":64},"level":{"enum":["low","moderate","high","critical"]},"score":{"type":"number","minimum":0,"maximum":100},"model":{"type":"string","maxLength":64},"assessed_at":{"type":"string","format":"date-time"},"valid_until":{"type":"string","format":"date-time"},
        "factors":{"type":"array","maxItems":100,"items":{"type":"object","required":["name","weight"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":128},"weight":{"type":"number"},"detail":{"type":"string","maxLength":1000}}}},"notes":{"type":"string","maxLength":4000}}}}}}
        """;
}

/// <summary>A schema and defaults that are ready to be used.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What documents of this kind are.</param>
/// <param name="Schema">The JSON Schema.</param>
/// <param name="Defaults">The defaults.</param>
public sealed record SettingsPreset(string Name, string Description, string Schema, string Defaults);
