using System.Net;
using Actors.Api.Access;
using Actors.Api.RateLimits;
using Actors.RateLimits;
using Actors.Users;

namespace Actors.Tests.RateLimits;

public sealed class PlanTests
{
    private static readonly CurrentUser User = new() { UserId = "usr_1", SessionId = "ses_1" };
    private static readonly CurrentUser Admin = User with { Roles = [Roles.Admin] };
    private static readonly CurrentUser Program = new() { UserId = "usr_1", ApiKeyId = "key_1" };

    [Fact]
    public void A_caller_without_credentials_is_under_anonymous_by_address() =>
        AssertPlan(["anonymous ip:203.0.113.9"], rule: null, user: null, "POST");

    [Fact]
    public void Signing_in_is_under_auth_in_place_of_anonymous() =>
        AssertPlan(["auth ip:203.0.113.9"], new RateLimitRule(["auth"]), user: null, "POST");

    [Theory]
    [InlineData("GET", "read")]
    [InlineData("HEAD", "read")]
    [InlineData("POST", "write")]
    [InlineData("DELETE", "write")]
    public void A_user_is_under_default_and_under_read_or_write(string method, string kind) =>
        AssertPlan(["default user:usr_1", $"{kind} user:usr_1"], rule: null, User, method);

    [Fact]
    public void An_administrator_is_under_admin_in_place_of_default() =>
        AssertPlan(["admin user:usr_1", "read user:usr_1"], rule: null, Admin, "GET");

    [Fact]
    public void An_API_key_is_under_service_in_place_of_default_and_counts_by_itself() =>
        AssertPlan(["service api_key:key_1", "read api_key:key_1"], rule: null, Program, "GET");

    [Fact]
    public void An_export_is_under_heavy_besides() =>
        AssertPlan(["default user:usr_1", "read user:usr_1", "heavy user:usr_1"], new RateLimitRule(["heavy"]), User, "GET");

    [Fact]
    public void A_second_factor_is_under_auth_by_address_and_by_account() => AssertPlan(
        ["default user:usr_1", "write user:usr_1", "auth ip:203.0.113.9", "auth account:usr_1"],
        new RateLimitRule(["auth"]),
        User,
        "POST");

    [Fact]
    public void Under_auth_by_account_a_second_factor_counts_once()
    {
        var claims = RateLimitPlan.For(
            new RateLimitRule([RateLimitTiers.Auth]), User, IPAddress.Parse("203.0.113.9"), "POST", _ => RateLimitScope.Account);

        Assert.Single(claims, claim => claim.Policy == RateLimitTiers.Auth);
    }

    [Fact]
    public void A_tier_counts_by_the_scope_that_it_is_given()
    {
        var claims = RateLimitPlan.For(null, User, IPAddress.Parse("203.0.113.9"), "GET", _ => RateLimitScope.Global);

        Assert.All(claims, claim => Assert.Equal(RateLimitSubject.Global, claim.Subject));
    }

    private static void AssertPlan(string[] expected, object? rule, object? user, string method)
    {
        var claims = RateLimitPlan.For(
            (RateLimitRule?)rule,
            (CurrentUser?)user,
            IPAddress.Parse("203.0.113.9"),
            method,
            name => RateLimitTiers.All.Single(tier => tier.Name == name).Scope);

        Assert.Equal(expected, claims.Select(claim => $"{claim.Policy} {claim.Subject}"));
    }
}
