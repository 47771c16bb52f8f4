using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>The OpenAPI document says all there is to say, and the one in the repository is the one that is shown.</summary>
public sealed class OpenApiTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Every_operation_has_an_id_a_summary_a_description_a_tag_and_its_security()
    {
        var operations = (await Contract.ReadAsync(service)).Operations.ToArray();

        Assert.Equal(operations.Length, operations.Select(o => o.Definition.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(TextOf(operation.Definition, "summary"));
            Assert.NotEmpty(TextOf(operation.Definition, "description"));
            Assert.Equal(JsonValueKind.Array, operation.Definition.GetProperty("security").ValueKind);
            Assert.Single(operation.Definition.GetProperty("tags").EnumerateArray());
        });
    }

    [Fact]
    public async Task What_an_endpoint_says_of_itself_stands_beside_who_may_call_it()
    {
        var ready = (await Contract.ReadAsync(service)).Operations.Single(operation => operation.Name == "GET /health/ready");

        Assert.Equal(
            "Whether requests should be sent here: the critical probes. Strangers are told the status alone. For anyone. It is under no rate limit.",
            TextOf(ready.Definition, "description"));
    }

    [Fact]
    public async Task Every_parameter_header_tag_and_field_is_described()
    {
        var contract = await Contract.ReadAsync(service);
        var components = contract.Root.GetProperty("components");

        var silent =
            (from operation in contract.Operations
             from parameter in operation.Parameters
             where TextOf(parameter, "description").Length == 0
             select $"{operation.Name} {parameter.GetProperty("name")}")
            .Concat(
                from schema in components.GetProperty("schemas").EnumerateObject()
                where schema.Value.TryGetProperty("properties", out _)
                from field in schema.Value.GetProperty("properties").EnumerateObject()
                where TextOf(field.Value, "description").Length == 0
                select $"{schema.Name}.{field.Name}")
            .Concat(
                from header in components.GetProperty("headers").EnumerateObject()
                where TextOf(header.Value, "description").Length == 0
                select header.Name)
            .Concat(
                from tag in contract.Root.GetProperty("tags").EnumerateArray()
                where TextOf(tag, "description").Length == 0
                select TextOf(tag, "name"));

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Ids_and_tokens_in_examples_have_the_form_of_those_that_are_given_out()
    {
        var shown = Regex.Matches((await Contract.ReadAsync(service)).Text, "(?<=[\":])(?:usr|ses|key|evt|ntf|inv|msg|ak|rt|dt|ev|pr)_[^\"]+(?=\")")
            .Select(text => text.Value).Distinct().ToArray();

        Assert.Superset(new HashSet<string> { "usr", "ses", "key", "evt", "ntf", "inv", "msg", "ak", "rt", "dt", "ev", "pr" }, shown.Select(text => text.Split('_')[0]).ToHashSet());
        Assert.All(shown, text => Assert.Matches(
            """
            ^((usr|ses|key|evt|ntf|inv|msg)_[0-9a-f]{32}|ak_[0-9a-f]{32}\.[\w-]{43}|rt_[0-9a-f]{32}\.[0-9]+\.[\w-]{43}|dt_[0-9a-f]{64}|(ev|pr|inv)_[0-9a-f]{32}\.[0-9a-f]{64})$
            """,
            text));
    }

    [Fact]
    public async Task Every_body_and_every_good_answer_in_JSON_has_an_example()
    {
        var contract = await Contract.ReadAsync(service);

        var without =
            from operation in contract.Operations
            from media in Bodies(operation.Definition)
            where media.Name.EndsWith("/json", StringComparison.Ordinal) && !media.Value.TryGetProperty("example", out _) && !media.Value.TryGetProperty("examples", out _)
            select $"{operation.Name} {media.Name}";

        Assert.Empty(without);
    }

    [Fact]
    public async Task Declared_query_parameters_are_known_and_no_others()
    {
        var contract = await Contract.ReadAsync(service);
        using var client = await service.NewAdministratorAsync();

        foreach (var operation in contract.Operations.Where(o => o.Method == "GET" && o.QueryParameters.Contains("limit")))
        {
            var declared = string.Join('&', operation.QueryParameters.Select(name => $"{name}=1"));
            using var known = await client.GetAsync($"{operation.MadeUpPath}?{declared}");
            Assert.DoesNotContain("unknown_parameter", await known.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            using var unknown = await client.GetAsync($"{operation.MadeUpPath}?never_heard_of=1");
            Assert.Equal(["never_heard_of:unknown_parameter"], (await unknown.IsProblemAsync(422, "validation_failed")).FieldCodes());
        }
    }

    [Fact]
    public async Task The_required_fields_of_a_body_are_those_that_an_empty_one_is_refused_for()
    {
        var contract = await Contract.ReadAsync(service);
        using var client = await service.NewAdministratorAsync();
        var checkedBodies = 0;

        foreach (var operation in contract.Operations.Where(o => o.MediaType == "application/json"))
        {
            var schema = operation.Definition.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

            if (!schema.TryGetProperty("$ref", out var name))
            {
                continue;
            }

            var body = contract.Root.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]);
            string[] required = body.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
            using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(operation.Method), operation.MadeUpPath)
            {
                Content = JsonContent.Create(new { }),
            });

            Assert.Equal(
                required.Order(),
                (int)answer.StatusCode == 422 ? (await answer.IsProblemAsync(422, "validation_failed")).FieldCodes().Select(c => c.Split(':')[0]).Order() : []);
            checkedBodies++;
        }

        Assert.True(checkedBodies > 15);
    }

    [Fact]
    public async Task A_time_is_a_text_that_is_null_only_where_there_may_be_none()
    {
        var user = (await Contract.ReadAsync(service)).Root
            .GetProperty("components").GetProperty("schemas").GetProperty("UserResponse").GetProperty("properties");

        Assert.Equal("\"string\"", user.GetProperty("created_at").GetProperty("type").GetRawText());
        Assert.Equal(["null", "string"], user.GetProperty("last_login_at").GetProperty("type").EnumerateArray().Select(t => t.GetString()).Order());
    }

    [Fact]
    public async Task What_may_be_asked_to_answer_minimally_declares_that_answer()
    {
        var contract = await Contract.ReadAsync(service);

        var minimal = contract.Operations.Where(o => o.Parameters.Any(p => TextOf(p, "name") == "Prefer")).ToArray();

        Assert.Equal(4, minimal.Length);
        Assert.All(minimal, operation => Assert.True(operation.Definition.GetProperty("responses").TryGetProperty("204", out _), operation.Name));
    }

    [Fact]
    public async Task What_is_made_says_where_it_is()
    {
        var contract = await Contract.ReadAsync(service);

        var silent =
            from operation in contract.Operations
            from response in operation.Definition.GetProperty("responses").EnumerateObject()
            where response.Name == "201" && !response.Value.GetProperty("headers").TryGetProperty("Location", out _)
            select operation.Name;

        // An invitation is in its list alone.
        Assert.Equal(["POST /api/v1/admin/invitations"], silent);
    }

    [Fact]
    public async Task Every_operation_that_asks_the_service_declares_that_it_may_be_in_trouble()
    {
        var contract = await Contract.ReadAsync(service);

        Assert.All(contract.Operations.Where(operation => operation.Errors.Any(error => error.Code == "rate_limited")), operation =>
            Assert.Superset(new HashSet<string> { "storage_unavailable", "unavailable" }, operation.Errors.Select(error => error.Code).ToHashSet()));
        Assert.Contains("deadline_exceeded", contract.Operations.Single(o => o.Name == "GET /api/v1/auth/me").Errors.Select(error => error.Code));
        Assert.DoesNotContain("deadline_exceeded", contract.Operations.Single(o => o.Name == "GET /api/v1/personas/{persona}/settings/watch").Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task The_document_in_the_repository_is_the_one_that_is_shown(string format)
    {
        using var client = service.NewClient();
        var shown = await client.GetStringAsync($"/openapi/v1.{format}");
        var file = RepositoryFiles.Path($"docs/api/openapi.{format}");

        if (Environment.GetEnvironmentVariable("ACTORS_WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, shown);
        }

        Assert.True(
            File.Exists(file) && await File.ReadAllTextAsync(file) == shown,
            $"docs/api/openapi.{format} is not what the service shows: ./actors openapi");
    }

    private static IEnumerable<JsonProperty> Bodies(JsonElement operation)
    {
        var answers = operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] == '2').Select(r => r.Value);
        var bodies = operation.TryGetProperty("requestBody", out var body) ? answers.Append(body) : answers;
        return bodies.Where(b => b.TryGetProperty("content", out _)).SelectMany(b => b.GetProperty("content").EnumerateObject());
    }

    private static string TextOf(JsonElement element, string member) =>
        element.TryGetProperty(member, out var text) ? text.GetString() ?? "" : "";
}
