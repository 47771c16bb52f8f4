using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

/// <summary>What other programs ask.</summary>
[Collection(LimitedApiTests.Name)]
public sealed class CheckTests(LimitedApi api)
{
    private readonly string _key = $"customer-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_check_takes_and_says_what_is_left()
    {
        var first = await api.CheckedAsync(new { policy = "slow", key = _key });

        Assert.Equal(["allowed", "limit", "remaining", "reset_after_ms", "retry_after_ms"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal((true, 10, 9, 3_600_000, 0), Numbers(first));
    }

    [Fact]
    public async Task A_cost_that_does_not_fit_takes_nothing_and_says_when_it_does()
    {
        await api.CheckedAsync(new { policy = "slow", key = _key, cost = 8 });

        var refused = await api.CheckedAsync(new { policy = "slow", key = _key, cost = 3 });
        var (allowed, _, remaining, _, retryAfter) = Numbers(refused);

        Assert.Equal((false, 2), (allowed, remaining));
        Assert.InRange(retryAfter, 3_590_000, 3_600_000);
    }

    [Fact]
    public async Task A_dry_run_looks_and_takes_nothing()
    {
        var looked = await api.CheckedAsync(new { policy = "slow", key = _key, cost = 10, dry_run = true });
        var taken = await api.CheckedAsync(new { policy = "slow", key = _key, cost = 10 });
        var empty = await api.CheckedAsync(new { policy = "slow", key = _key, dry_run = true });

        Assert.Equal((true, 10), (Numbers(looked).Allowed, Numbers(looked).Remaining));
        Assert.Equal((true, 0), (Numbers(taken).Allowed, Numbers(taken).Remaining));
        Assert.False(Numbers(empty).Allowed);
    }

    [Fact]
    public async Task Ten_thousand_checks_at_once_admit_exactly_the_limit()
    {
        var batch = new { checks = Enumerable.Repeat(new { policy = "storm", key = _key }, 100) };
        // One that has to be read first may be out of reach for longer than is waited for.
        await api.CheckedAsync(new { policy = "storm", key = _key, dry_run = true });

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.CheckedAsync(batch)));

        Assert.Equal(100, answers.SelectMany(Results).Count(result => result.GetProperty("allowed").GetBoolean()));
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order()
    {
        var answer = await api.CheckedAsync(new
        {
            checks = new object[]
            {
                new { policy = "slow", key = _key, cost = 9 },
                new { policy = "slow", key = _key + "-other" },
                new { policy = "slow", key = _key, cost = 2 },
                new { policy = "slow", key = _key, dry_run = true },
            },
        });

        Assert.Equal([(true, 1), (true, 9), (false, 1), (true, 1)], Results(answer).Select(r => (Numbers(r).Allowed, Numbers(r).Remaining)));
    }

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "key:too_long")]
    public async Task A_key_is_as_long_as_its_code_points(int length, string? refused)
    {
        var key = string.Concat(Enumerable.Repeat("\U0001F600", length));
        using var response = await api.CheckAsync(new { checks = new object[] { new { policy = "slow", key }, new { policy = "slow", key = _key } } });

        if (refused is null)
        {
            Assert.Equal(2, Results(await response.JsonAsync()).Count());
        }
        else
        {
            Assert.Equal([$"checks[0].{refused}"], (await response.IsProblemAsync(422, "validation_failed")).FieldCodes());
        }
    }

    [Fact]
    public async Task A_body_that_is_not_in_UTF_8_is_malformed()
    {
        using var content = new ByteArrayContent([.. "{\"policy\":\"slow\",\"key\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await api.Admin.PostAsync("/api/v1/ratelimits/check", content);

        await response.IsProblemAsync(400, "malformed_json");
    }

    [Fact]
    public async Task A_dry_run_of_a_batch_takes_nothing()
    {
        var check = new { policy = "slow", key = _key, cost = 6 };

        var answer = await api.CheckedAsync(new { dry_run = true, checks = new[] { check, check } });

        Assert.Equal([(true, 10), (true, 10)], Results(answer).Select(r => (Numbers(r).Allowed, Numbers(r).Remaining)));
    }

    [Fact]
    public async Task A_policy_in_shadow_mode_allows_everything()
    {
        var check = new { policy = "trial", key = _key, cost = 1 };

        var answer = await api.CheckedAsync(new { checks = new[] { check, check, check, check with { cost = 5 } } });

        Assert.Equal(4, Results(answer).Count());

        Assert.All(Results(answer), result => Assert.True(Numbers(result).Allowed));
    }

    [Theory]
    [InlineData("""{}""", "policy:required", "key:required")]
    [InlineData("""{"policy":"slow"}""", "key:required")]
    [InlineData("""{"policy":"none","key":"k"}""", "policy:unknown_policy")]
    [InlineData("""{"policy":7,"key":null}""", "policy:invalid_type", "key:invalid_type")]
    [InlineData("""{"policy":"slow","key":"\ud800"}""", "key:invalid_type")]
    [InlineData("""{"policy":"slow","key":"k","cost":0}""", "cost:out_of_range")]
    [InlineData("""{"policy":"slow","key":"k","cost":1.5}""", "cost:out_of_range")]
    [InlineData("""{"policy":"slow","key":"k","cost":11}""", "cost:cost_too_high")]
    [InlineData("""{"policy":"slow","key":"k","dry_run":"yes"}""", "dry_run:invalid_type")]
    [InlineData("""{"policy":"slow","key":"k","limit":99}""", "limit:unknown_field")]
    [InlineData("""{"policy":"slow","key":"k","checks":[{"policy":"slow","key":"k"}]}""", "checks:ambiguous")]
    [InlineData("""{"checks":[]}""", "checks:required")]
    [InlineData("""{"checks":{}}""", "checks:invalid_type")]
    [InlineData("""{"checks":[{"policy":"slow","key":"k"},{"policy":"none","key":"k"},5]}""", "checks[1].policy:unknown_policy", "checks[2]:invalid_type")]
    [InlineData("""[1]""", ":invalid_type")]
    public async Task A_wrong_body_is_refused_field_by_field(string body, params string[] expected)
    {
        using var response = await PostAsync(body);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            problem.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field")}:{e.GetProperty("code")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"policy":"slow","key":"k" """)]
    [InlineData("""{"policy":"slow","key":"k"} x""")]
    [InlineData("""{"policy":"slow","policy":"slow","key":"k"}""")]
    [InlineData("""{"policy":"slow","key":"k","\ud800":1}""")]
    [InlineData("""{"checks":[{"\udc00":1}]}""")]
    public async Task A_body_that_is_no_JSON_is_malformed(string body)
    {
        using var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_than_a_hundred_checks_are_refused_and_nothing_is_taken()
    {
        var check = new { policy = "storm", key = _key };

        using var response = await api.CheckAsync(new { checks = Enumerable.Repeat(check, 101) });
        var looked = await api.CheckedAsync(new { policy = "storm", key = _key, dry_run = true });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(100, Numbers(looked).Remaining);
    }

    [Fact]
    public async Task A_users_token_may_not_check_limits()
    {
        using var client = api.NewClient();
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);

        using var response = await client.PostAsJsonAsync("/api/v1/ratelimits/check", new { policy = "slow", key = _key });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_key_of_another_program_is_never_a_bucket_of_our_own_endpoints()
    {
        var address = api.NewAddress();
        await api.CheckedAsync(new { policy = "auth", key = $"ip:{address}", cost = 10 });
        using var client = api.NewClient(address);

        using var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = HttpAccounts.NewEmail(), password = "wrong wrong wrong" });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static IEnumerable<JsonElement> Results(JsonElement answer) => answer.GetProperty("results").EnumerateArray();

    private static (bool Allowed, int Limit, int Remaining, long ResetAfter, long RetryAfter) Numbers(JsonElement answer) => (
        answer.GetProperty("allowed").GetBoolean(),
        answer.GetProperty("limit").GetInt32(),
        answer.GetProperty("remaining").GetInt32(),
        answer.GetProperty("reset_after_ms").GetInt64(),
        answer.GetProperty("retry_after_ms").GetInt64());

    private Task<HttpResponseMessage> PostAsync(string body) =>
        api.Admin.PostAsync("/api/v1/ratelimits/check", new StringContent(body, Encoding.UTF8, "application/json"));
}
