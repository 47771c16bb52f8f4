using System.Text;
using Actors.Testing;

namespace Actors.Tests.Errors;

public sealed class ProblemTests(Service service)
{
    private const string Register = "/api/v1/auth/register";

    [Fact]
    public async Task Refusals_that_the_framework_makes_have_the_same_shape()
    {
        var client = service.NewClient();

        await (await client.GetAsync("/no/such/route")).IsProblemAsync(404, "not_found");
        await (await client.GetAsync($"/{new string('a', 9_000)}")).IsProblemAsync(404, "not_found");
        await (await client.GetAsync("/openapi/v2.json")).IsProblemAsync(404, "not_found");
        await (await client.GetAsync(Register)).IsProblemAsync(405, "method_not_allowed");
        await (await client.PostAsync(Register, new StringContent("email=x", Encoding.UTF8, "text/plain"))).IsProblemAsync(415, "unsupported_media_type");
        await (await client.GetAsync("/api/v1/auth/me")).IsProblemAsync(401, "unauthenticated");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"email\":\"a@b.c\",}")]
    [InlineData("{\"email\":\"a@b.c\",\"email\":\"d@e.f\"}")]
    [InlineData("")]
    [InlineData("\uFEFF{}x")]
    public async Task A_body_that_is_no_JSON_is_malformed(string body) =>
        await (await SendAsync(body)).IsProblemAsync(400, "malformed_json");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task A_body_that_is_no_object_is_invalid(string body) =>
        await (await SendAsync(body)).IsProblemAsync(422, "validation_failed");

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_text() =>
        Assert.Contains("password:invalid_type", (await (await SendAsync("{\"password\":\"\\ud800\"}")).IsProblemAsync(422, "validation_failed")).FieldCodes());

    [Fact]
    public async Task A_body_over_the_limit_is_too_large() =>
        await (await SendAsync($"{{\"email\":\"{new string('a', 200_000)}\"}}")).IsProblemAsync(413, "too_large");

    [Fact]
    public async Task A_cursor_that_is_too_long_is_one_that_was_not_given_out()
    {
        var user = await service.NewUserAsync();
        using var answer = await user.Client.GetAsync($"/api/v1/auth/events?cursor={new string('a', 9_000)}");

        Assert.Equal(["cursor:invalid_parameter"], (await answer.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task A_type_leads_to_a_page_that_explains_it()
    {
        using var client = service.NewClient();
        using var page = await client.GetAsync("/problems/account-locked");

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("account_locked", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_id_is_taken_when_it_is_well_formed_and_made_when_it_is_not()
    {
        Assert.Equal("my-id_1.2", await RequestIdAsync("my-id_1.2"));
        Assert.Matches("^[0-9a-f]{32}$", await RequestIdAsync("not an id"));
        Assert.Matches("^[0-9a-f]{32}$", await RequestIdAsync(new string('a', 65)));
        Assert.Matches("^[0-9a-f]{32}$", await RequestIdAsync(null));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/route")]
    [InlineData("/api/v1/auth/me")]
    [InlineData("/docs/index.html")]
    public async Task Every_answer_has_the_security_headers(string path)
    {
        using var client = service.NewClient();
        using var response = await client.GetAsync(path);

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.StartsWith("default-src 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.NotNull(Header(response, "Permissions-Policy"));
        Assert.Null(Header(response, "Server"));
    }

    private Task<HttpResponseMessage> SendAsync(string body) =>
        service.NewClient().PostAsync(Register, new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<string?> RequestIdAsync(string? sent)
    {
        using var client = service.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");

        if (sent is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Request-ID", sent);
        }

        using var response = await client.SendAsync(request);
        return Header(response, "X-Request-ID");
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
