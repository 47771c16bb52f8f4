using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Actors.Silos;

/// <summary>What an administrator may see of a stored state. Everything that is not named here is masked, and so is what a later version adds.</summary>
internal static class ShownState
{
    public const string Masked = "***";

    private static readonly string[] Chain = ["audit.sequence"];
    private static readonly string[] PolicyFields = ["name", "limit", "window_seconds", "burst", "scope", "algorithm", "shadow", "on_unavailable", "version"];

    /// <summary>Paths by the state's type of grain and name; <c>*</c> is any element of an array or a table.</summary>
    public static FrozenDictionary<string, string[]> Paths { get; } = new Dictionary<string, string[]>
    {
        ["administrators/administrators"] = ["user_ids.*"],
        ["apikey/apikey"] = ["owner_id", "name", "scopes.*", "created_at", "expires_at", "last_used_at", "standing.epoch", "standing.status", "standing.roles.*"],
        ["broadcast/broadcast"] =
        [
            "broadcast.content.id", "broadcast.content.title", "broadcast.audience.status", "broadcast.audience.role",
            "broadcast.audience.created_after", "broadcast.sent_at", "broadcast.sent_by", "status", "total", "reached", "failed", "finished_at",
        ],
        ["broadcasts/broadcasts"] = ["known.*", "running.*.content.id", "running.*.content.title", "running.*.sent_at", "running.*.sent_by", .. Chain],
        ["decoy/decoy"] = ["writes"],
        ["external-identity/external-identity"] = ["user_id"],
        ["inspector/inspector"] = [.. Chain],
        ["invitation/invitation"] = ["created_at", "expires_at", "created_by", .. Chain],
        ["invitations/invitations"] = ["open.*.id", "open.*.expires_at"],
        ["keyring/keyring"] =
        [
            "ring.version", "ring.keys.*.kid", "ring.keys.*.algorithm", "ring.keys.*.created_at", "ring.keys.*.signs_from",
            "ring.keys.*.retires_at", "ring.keys.*.expires_at",
        ],
        ["login-name/login-name"] = ["user_id"],
        ["notifications/inbox"] =
        [
            "version", "items.*.id", "items.*.kind", "items.*.created_at", "items.*.read_at", "items.*.version", "items.*.event_id",
            "chosen.*.kind", "chosen.*.in_app", "chosen.*.email", "erased", .. Chain,
        ],
        ["personas/personas"] = ["taken.*", "released.*", "erased"],
        ["probe_registry/probes"] =
        [
            "version", "probes.*.name", "probes.*.kind", "probes.*.interval", "probes.*.timeout", "probes.*.slow", "probes.*.failures",
            "probes.*.window", "probes.*.critical", "probes.*.origin", "paused.*", .. Chain,
        ],
        ["ratelimit/ratelimit"] =
            ["quota.version", "quota.algorithm", "quota.limit", "quota.window", "quota.burst", "saved_at", "values.*"],
        ["ratelimit-policies/ratelimit-policies"] = [.. Policies("changed"), .. Policies("configured"), "version", .. Chain],
        ["session/session"] =
        [
            "user_id", "generation", "rotated_at", "created_at", "last_seen_at", "authenticated_at", "ip", "user_agent", "methods.*",
            "standing.epoch", "standing.status", "standing.roles.*", "ended_at", "notice.event_id", "notice.kind", "notice.at", .. Chain,
        ],
        ["settings-import/import"] = ["id", "is_taken_back", "documents.*.persona", "documents.*.before_version"],
        ["settings-schema/schema"] = ["version", "schema.version", "schema.updated_at", "schema.updated_by"],
        ["settings/settings"] = ["persona", "version", "updated_at", "strict", "log.segments.*.first", "log.segments.*.last", "log.segments.*.bytes"],
        ["user/user"] =
        [
            "email", "email_normalized", "email_verified", "display_name", "status", "roles.*", "created_at", "last_login_at",
            "lanes.strangers.count", "lanes.strangers.locked_until", "lanes.devices.*.last_used_at", "lanes.devices.*.failures.count",
            "lanes.devices.*.failures.locked_until", "sessions.*.id", "sessions.*.created_at", "epoch", "sessions_behind",
            "mail_tokens.*.purpose", "mail_tokens.*.expires_at", "mfa.last_step", "mfa.failures.count", "mfa.failures.locked_until",
            "mfa_enabled", "api_key_ids.*", "notices.*.event_id", "notices.*.kind", "notices.*.at", .. Chain,
        ],
    }.ToFrozenDictionary();

    /// <summary>The state with all masked that is not named for it.</summary>
    public static JsonNode? Of(string grainType, string stateName, JsonNode? state) =>
        Mask(state, Paths.GetValueOrDefault($"{grainType}/{stateName}", []), "");

    private static JsonNode? Mask(JsonNode? node, string[] shown, string path) => node switch
    {
        _ when node is JsonValue or null => shown.Contains(path) ? node?.DeepClone() : Masked,
        _ when !shown.Any(known => known.StartsWith(path.Length == 0 ? path : path + '.', StringComparison.Ordinal)) => Masked,
        JsonArray array => new JsonArray([.. array.Select(item => Mask(item, shown, Below(path, "*")))]),
        JsonObject members => new JsonObject(members.Select(member => new KeyValuePair<string, JsonNode?>(
            member.Key, Mask(member.Value, shown, Below(path, IsNamed(shown, path, member.Key) ? member.Key : "*"))))),
        _ => Masked,
    };

    /// <summary>A member of a record is named, one of a table is any.</summary>
    private static bool IsNamed(string[] shown, string path, string name) =>
        !shown.Any(known => known.StartsWith(Below(path, "*"), StringComparison.Ordinal)) || shown.Contains(Below(path, name));

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static IEnumerable<string> Policies(string table) => PolicyFields.Select(name => $"{table}.*.{name}");
}
