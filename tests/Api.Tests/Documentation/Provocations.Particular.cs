using System.Net.Http.Json;

namespace Actors.Tests.Documentation;

/// <summary>The errors that one or two operations have, beside those of accounts.</summary>
internal sealed partial class Provocations
{
    private const int MoreThanAnyNumber = 1_200;

    private Func<Task<HttpResponseMessage>>? Particular(Operation operation, string code) => OfAccounts(operation, code) ?? (operation.Name, code) switch
    {
        ("POST /api/v1/health/agents/{name}/heartbeat", "conflict") => () => SendAsync(
            services.Administrator, operation, path: "/api/v1/health/agents/storage/heartbeat", body: "{}"),
        ("DELETE /api/v1/admin/probes", "not_found") => () => SendAsync(services.Administrator, operation, path: "/api/v1/admin/probes?name=nothing"),
        ("DELETE /api/v1/admin/probes", "conflict") => () => SendAsync(services.Administrator, operation, path: "/api/v1/admin/probes?name=storage"),
        ("DELETE /api/v1/admin/probes/{name}", "conflict") => () => SendAsync(services.Administrator, operation, path: "/api/v1/admin/probes/storage"),
        (_, "last_administrator") => () => LastAdministratorAsync(operation),
        ("POST /api/v1/admin/invitations", "too_many_invitations") => () => UntilAsync(services.Administrator, operation, 409, "{}"),
        ("GET /metrics", "not_found") => () => SendAsync(services.Strict.NewClient(), operation, headers: ("X-Forwarded-For", "203.0.113.7")),
        ("PATCH /api/v1/personas/{persona}/settings", "not_found") => async () => await SendAsync(
            (await services.Open.NewUserAsync()).Client, operation, body: """[{"op":"remove","path":"/theme"}]""", mediaType: "application/json-patch+json"),
        ("PATCH /api/v1/personas/{persona}/settings", "test_failed") => () => WithDocumentAsync(
            operation, """[{"op":"test","path":"/theme","value":"light"}]""", "application/json-patch+json"),
        (_, "precondition_failed") when !operation.Path.Contains("/admin/", StringComparison.Ordinal) => () => WithDocumentAsync(
            operation, operation.ExampleBody, null, ("If-Match", "\"999\"")),
        ("POST /api/v1/admin/users/{id}/notify", "not_found") => () => SendAsync(services.Administrator, operation, body: """{"title":"a","text":"b"}"""),
        ("POST /api/v1/admin/users/{id}/notify", "bad_request") => () => SendAsync(
            services.Administrator, operation, operation.Path.Replace("{id}", services.User.UserId, StringComparison.Ordinal), """{"title":"a","text":"b"}""", headers: MisunderstoodBy(operation)),
        ("GET /api/v1/admin/activations", "not_found") => () => SendAsync(services.Administrator, operation, path: "/api/v1/admin/activations?type=nothing"),
        ("GET /api/v1/admin/settings-schemas/{persona}" or "DELETE /api/v1/admin/settings-schemas/{persona}", "precondition_failed") => () => SendAsync(
            services.Administrator, operation, headers: ("If-Match", "\"999\"")),
        ("GET /api/v1/settings" or "GET /api/v1/personas/{persona}/settings", "validation_failed") => () => SendAsync(
            services.User.Client, operation, path: operation.MadeUpPath + "?include=everything"),
        ("PUT /api/v1/personas/{persona}/settings", "validation_failed") => () => SendAsync(services.User.Client, operation, body: "[]"),
        ("PATCH /api/v1/personas/{persona}/settings", "validation_failed") => () => WithDocumentAsync(
            operation, """[{"op":"remove","path":"/nothing"}]""", "application/json-patch+json"),
        ("DELETE /api/v1/personas/{persona}/settings", "not_found") => async () => await SendAsync((await services.Open.NewUserAsync()).Client, operation),
        ("POST /api/v1/settings/import", "bad_request") => () => SendAsync(services.User.Client, operation, headers: ("If-Match", "\"1\"")),
        ("POST /api/v1/personas/{persona}/settings/rollback", "too_many_personas") => () => NoRoomToComeBackAsync(operation),
        (_, "too_many_personas") => () => OneMoreAsync(operation),
        ("POST /api/v1/admin/users/{id}/notify", "idempotency_key_reused") => () => ReusedForMessageAsync(operation, filter: ""),
        ("POST /api/v1/admin/messages", "idempotency_key_reused") => () => ReusedForMessageAsync(operation, filter: ""","filter":{"role":"nobody"}"""),
        (_, "idempotency_key_reused") => () => ReusedKeyAsync(operation),
        ("GET /api/v1/auth/external/{provider}", "provider_unavailable") => () => SendAsync(
            services.Open.NewClient(), operation, path: "/api/v1/auth/external/unreachable"),
        ("GET /api/v1/auth/external/{provider}/callback", "invalid_state") => () => SendAsync(
            services.Open.NewClient(), operation, path: "/api/v1/auth/external/unreachable/callback?state=never&code=given"),
        ("POST /api/v1/auth/external/mfa", "invalid_state") => () => SendAsync(
            services.Open.NewClient(), operation, body: """{"state":"never","recovery_code":"AAAA-AAAA-AAAA"}"""),
        (_, "precondition_required") => () => WithStrictDocumentAsync(operation),
        ("PUT /api/v1/admin/settings-schemas/{persona}", "precondition_failed") => () => SendAsync(
            services.Administrator, operation, body: """{"schema":{"type":"object"}}""", headers: ("If-Match", "\"999\"")),
        ("GET /api/v1/settings" or "GET /api/v1/personas/{persona}/settings", "not_found") => async () =>
            await SendAsync((await services.Open.NewUserAsync()).Client, operation),
        ("DELETE /api/v1/auth/mfa/totp" or "POST /api/v1/auth/mfa/recovery-codes", "not_found") => () => SendAsync(services.User.Client, operation),
        (_, "not_found") when operation.Path.Contains("/buckets/", StringComparison.Ordinal) => () => SendAsync(
            services.Administrator, operation, path: "/api/v1/admin/ratelimits/buckets/nothing/user:nothing"),
        _ => null,
    };

    private static async Task<HttpResponseMessage> UntilAsync(HttpClient client, Operation operation, int status, string body)
    {
        HttpResponseMessage answer;
        var left = MoreThanAnyNumber;

        do
        {
            answer = await SendAsync(client, operation, body: body);
        }
        while ((int)answer.StatusCode != status && --left > 0);

        return answer;
    }

    private async Task<HttpResponseMessage> LastAdministratorAsync(Operation operation)
    {
        using var me = await services.Administrator.GetAsync("/api/v1/auth/me");
        var id = (await me.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString();
        var path = operation.Path.Replace("{id}", id, StringComparison.Ordinal);
        return await SendAsync(services.Administrator, operation, path, body: operation.Method == "PATCH" ? """{"status":"suspended"}""" : null);
    }

    private async Task<HttpResponseMessage> WithDocumentAsync(
        Operation operation, string? body, string? mediaType, params (string Name, string Value)[] headers)
    {
        var user = await services.Open.NewUserAsync();
        using var written = await user.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme = "dark" });
        written.EnsureSuccessStatusCode();
        return await SendAsync(user.Client, operation, operation.Path.Replace("{persona}", "default", StringComparison.Ordinal), body, mediaType, headers);
    }

    private async Task<HttpResponseMessage> OneMoreAsync(Operation operation)
    {
        var body = operation.MediaType == "application/x-ndjson"
            ? """{"persona":"second","settings":{}}"""
            : operation.Path.Contains("{persona}", StringComparison.Ordinal) ? operation.ExampleBody : """{"persona":"second","settings":{}}""";
        var user = await services.Open.NewUserAsync();
        using var written = await user.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme = "dark" });
        written.EnsureSuccessStatusCode();
        return await SendAsync(user.Client, operation, operation.Path.Replace("{persona}", "second", StringComparison.Ordinal), body);
    }

    private async Task<HttpResponseMessage> NoRoomToComeBackAsync(Operation operation)
    {
        var path = operation.Path.Replace("{persona}", "second", StringComparison.Ordinal);
        var user = await services.Open.NewUserAsync();
        using var written = await user.Client.PutAsJsonAsync("/api/v1/personas/second/settings", new { theme = "dark" });
        using var deleted = await user.Client.DeleteAsync("/api/v1/personas/second/settings");
        using var other = await user.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme = "dark" });
        other.EnsureSuccessStatusCode();
        return await SendAsync(user.Client, operation, path, """{"version":1}""");
    }

    private async Task<HttpResponseMessage> ReusedKeyAsync(Operation operation)
    {
        var user = await services.Open.NewUserAsync();
        using var first = await user.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/personas/default/settings")
        {
            Headers = { { "Idempotency-Key", "the same" } },
            Content = JsonContent.Create(new { another = "document" }),
        });
        first.EnsureSuccessStatusCode();
        var path = operation.Path.Replace("{persona}", "default", StringComparison.Ordinal);
        return await SendAsync(user.Client, operation, path, operation.ExampleBody, null, ("Idempotency-Key", "the same"));
    }

    private async Task<HttpResponseMessage> ReusedForMessageAsync(Operation operation, string filter)
    {
        var path = operation.Path.Replace("{id}", services.User.UserId, StringComparison.Ordinal);
        using var first = await SendAsync(services.Administrator, operation, path, BodyOf("one"), null, ("Idempotency-Key", "the same"));
        first.EnsureSuccessStatusCode();
        return await SendAsync(services.Administrator, operation, path, BodyOf("another"), null, ("Idempotency-Key", "the same"));

        string BodyOf(string title) => $$"""{"title":"{{title}}"{{filter}},"text":"b"}""";
    }

    private async Task<HttpResponseMessage> WithStrictDocumentAsync(Operation operation)
    {
        var user = await services.Open.NewUserAsync();
        using var written = await user.Client.PutAsJsonAsync("/api/v1/personas/default/settings", new { theme = "dark" });
        using var strict = await user.Client.PatchAsJsonAsync("/api/v1/personas/default", new { strict = true });
        strict.EnsureSuccessStatusCode();
        return await SendAsync(user.Client, operation, operation.Path.Replace("{persona}", "default", StringComparison.Ordinal), operation.ExampleBody);
    }
}
