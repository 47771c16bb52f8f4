using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>Policies and buckets, as administrators see and change them.</summary>
[Collection(LimitedApiTests.Name)]
public sealed class AdministrationTests(LimitedApi api)
{
    private readonly string _name = $"p{Guid.NewGuid():N}";

    private string Policy => $"/api/v1/admin/ratelimits/policies/{_name}";

    [Fact]
    public async Task A_policy_is_made_read_replaced_and_removed()
    {
        using var created = await api.Admin.PutAsJsonAsync(Policy, new { limit = 5, window_seconds = 60, burst = 7, scope = "api_key" });
        var policy = await created.JsonAsync();
        using var replaced = await api.Admin.PutAsJsonAsync(Policy, new { limit = 6, window_seconds = 60, algorithm = "sliding_window", shadow = true });
        var read = await api.Admin.GetFromJsonAsync<JsonElement>(Policy);
        using var removed = await api.Admin.DeleteAsync(Policy);
        using var gone = await api.Admin.GetAsync(Policy);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(Policy, created.Headers.Location!.ToString());
        Assert.Equal(
            ["name", "limit", "window_seconds", "burst", "scope", "algorithm", "shadow", "on_unavailable", "version"],
            policy.EnumerateObject().Select(p => p.Name));
        Assert.Equal((5, 7, "api_key", "gcra"), (
            policy.GetProperty("limit").GetInt32(), policy.GetProperty("burst").GetInt32(), policy.GetProperty("scope").GetString(), policy.GetProperty("algorithm").GetString()));
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal((6, 6, "user", "sliding_window", true), (
            read.GetProperty("limit").GetInt32(), read.GetProperty("burst").GetInt32(), read.GetProperty("scope").GetString(), read.GetProperty("algorithm").GetString(), read.GetProperty("shadow").GetBoolean()));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_policy_counts_as_soon_as_it_is_answered_here()
    {
        using var created = await api.Admin.PutAsJsonAsync(Policy, new { limit = 2, window_seconds = 36000 });
        var check = new { policy = _name, key = "k" };

        var before = await api.CheckedAsync(new { checks = new[] { check, check, check } });
        using var replaced = await api.Admin.PutAsJsonAsync(Policy, new { limit = 5, window_seconds = 36000 });
        var after = await api.CheckedAsync(new { checks = new[] { check, check, check, check } });

        Assert.Equal([true, true, false], Allowed(before));
        Assert.Equal([true, true, true, false], Allowed(after));
    }

    [Fact]
    public async Task An_invalid_policy_is_refused_with_a_reason_a_field()
    {
        using var response = await api.Admin.PutAsJsonAsync(Policy, new { limit = 0, window_seconds = 9_999_999 });
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            ["limit:out_of_range", "window_seconds:out_of_range", "burst:out_of_range"],
            problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field")}:{e.GetProperty("code")}"));
    }

    [Fact]
    public async Task A_tier_that_is_removed_is_as_configured_again()
    {
        using var changed = await api.Admin.PutAsJsonAsync("/api/v1/admin/ratelimits/policies/heavy", new { limit = 3, window_seconds = 60 });
        using var removed = await api.Admin.DeleteAsync("/api/v1/admin/ratelimits/policies/heavy");
        var heavy = await api.Admin.GetFromJsonAsync<JsonElement>("/api/v1/admin/ratelimits/policies/heavy");

        Assert.Equal(3, (await changed.JsonAsync()).GetProperty("limit").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(30, heavy.GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task The_policies_are_listed_page_by_page()
    {
        var names = new List<string>();
        string? cursor = null;

        do
        {
            var page = await api.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/admin/ratelimits/policies?limit=3&cursor={cursor}".TrimEnd('='));
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Superset(new HashSet<string>(["anonymous", "auth", "read", "write", "default", "heavy", "service", "admin", "slow"]), names.ToHashSet());
    }

    [Theory]
    [InlineData("customer 7")]
    [InlineData("a/b/c")]
    [InlineData("ip:2001:db8::/64")]
    [InlineData("https%3A%2F%2Fexample.com/%252F?a=b")]
    [InlineData("/ключ 😀//")]
    public async Task A_bucket_is_seen_and_reset(string key)
    {
        using var created = await api.Admin.PutAsJsonAsync(Policy, new { limit = 4, window_seconds = 36000 });
        await api.CheckedAsync(new { policy = _name, key, cost = 4 });
        var bucket = $"/api/v1/admin/ratelimits/buckets/{_name}/{Uri.EscapeDataString(key)}";

        var used = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);
        using var reset = await api.Admin.DeleteAsync(bucket);
        var full = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);

        Assert.Equal((_name, $"key:{key}", 4, 0), (
            used.GetProperty("policy").GetString(), used.GetProperty("key").GetString(), used.GetProperty("limit").GetInt32(), used.GetProperty("remaining").GetInt32()));
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(4, full.GetProperty("remaining").GetInt32());
    }

    [Theory]
    [InlineData("ip:")]
    [InlineData("")]
    public async Task A_bucket_of_our_own_endpoints_is_seen_and_reset(string prefix)
    {
        var address = api.NewAddress();
        using var client = api.NewClient(address);
        var bucket = $"/api/v1/admin/ratelimits/buckets/auth/{prefix}{address}";
        using var attempt = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = HttpAccounts.NewEmail(), password = "wrong wrong wrong" });

        var used = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);
        using var reset = await api.Admin.DeleteAsync(bucket);
        var full = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);

        Assert.Equal((9, 10), (used.GetProperty("remaining").GetInt32(), full.GetProperty("remaining").GetInt32()));
        Assert.Equal($"ip:{address}", used.GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_key_of_another_program_under_a_tier_is_seen_and_reset_as_it_was_sent()
    {
        var key = $"user:{Guid.NewGuid():N}";
        await api.CheckedAsync(new { policy = "default", key, cost = 3 });
        var bucket = $"/api/v1/admin/ratelimits/buckets/default/{key}";

        var used = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);
        using var reset = await api.Admin.DeleteAsync(bucket);
        var full = await api.Admin.GetFromJsonAsync<JsonElement>(bucket);

        Assert.Equal(($"key:{key}", 17), (used.GetProperty("key").GetString(), used.GetProperty("remaining").GetInt32()));
        Assert.Equal(20, full.GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task A_reset_is_told_to_the_audit_log()
    {
        var key = $"key:{Guid.NewGuid():N}";
        using var reset = await api.Admin.DeleteAsync($"/api/v1/admin/ratelimits/buckets/slow/{key}");

        var events = await api.Admin.GetFromJsonAsync<JsonElement>("/api/v1/admin/events?type=ratelimit.bucket_reset");

        Assert.Single(events.GetProperty("items").EnumerateArray(), e => e.GetRawText().Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_busiest_keys_are_told_a_second_later()
    {
        using var created = await api.Admin.PutAsJsonAsync(Policy, new { limit = 3, window_seconds = 36000 });
        await api.CheckedAsync(new { checks = Enumerable.Repeat(new { policy = _name, key = "busy" }, 8) });

        var activity = await Eventually.IsAsync(
            () => api.Admin.GetFromJsonAsync<JsonElement>($"{Policy}/activity"), told => Counts(told) is (8, 5), "the busiest keys");

        Assert.Equal("""{"key":"key:busy","count":8,"error":0}""", activity.GetProperty("busiest")[0].GetRawText());
        Assert.Equal("""{"key":"key:busy","count":5,"error":0}""", activity.GetProperty("most_refused")[0].GetRawText());

        // A first part may be told before the rest.
        static (long, long) Counts(JsonElement told) => (Sum(told.GetProperty("busiest")), Sum(told.GetProperty("most_refused")));

        static long Sum(JsonElement keys) => keys.EnumerateArray().Sum(key => key.GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task The_busiest_keys_are_told_on_one_page()
    {
        using var paged = await api.Admin.GetAsync("/api/v1/admin/ratelimits/policies/auth/activity?limit=5&cursor=x");

        Assert.Equal(["cursor:unknown_parameter"], (await paged.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Theory]
    [InlineData("GET", "policies/auth")]
    [InlineData("PUT", "policies/auth")]
    [InlineData("DELETE", "policies/auth")]
    [InlineData("GET", "policies/auth/activity")]
    [InlineData("GET", "buckets/auth/k")]
    [InlineData("DELETE", "buckets/auth/k")]
    public async Task Only_administrators_see_or_change_limits(string method, string path)
    {
        using var client = api.NewClient();
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/api/v1/admin/ratelimits/{path}"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static bool[] Allowed(JsonElement answer) =>
        [.. answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("allowed").GetBoolean())];
}
