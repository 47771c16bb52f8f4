using System.Net;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class SignInTests(Service service) : IClassFixture<Service>
{
    private const string Login = "/api/v1/auth/login";
    private const string Wrong = "not the lantern at all";

    [Fact]
    public async Task Registering_signing_in_and_asking_who_one_is()
    {
        var user = await service.NewUserAsync();

        var me = await (await user.Client.GetAsync("/api/v1/auth/me")).JsonAsync();

        Assert.Equal(user.UserId, me.GetProperty("id").GetString());
        Assert.Equal(user.Email, me.GetProperty("email").GetString());
        Assert.Equal("active", me.GetProperty("status").GetString());
        Assert.Equal(["user"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", me.GetProperty("last_login_at").GetString());
    }

    [Fact]
    public async Task Two_hundred_parallel_wrong_passwords_are_five_refusals_and_then_a_lock()
    {
        var client = service.NewClient();
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.PostAsync(Login, new { email, password = Wrong })));

        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(195, answers.Count(a => a.StatusCode == HttpStatusCode.Locked));

        using var locked = await client.PostAsync(Login, new { email, password = HttpAccounts.Password });
        var problem = await locked.IsProblemAsync(423, "account_locked");
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.True(problem.TryGetProperty("locked_until", out _));
    }

    [Fact]
    public async Task An_unknown_address_answers_like_a_known_one_until_both_are_locked()
    {
        var client = service.NewClient();
        var known = HttpAccounts.NewEmail();
        await client.RegisterAsync(known);
        var unknown = HttpAccounts.NewEmail();

        for (var i = 0; i < 6; i++)
        {
            using var one = await client.PostAsync(Login, new { email = known, password = Wrong });
            using var other = await client.PostAsync(Login, new { email = unknown, password = Wrong });

            Assert.Equal(one.StatusCode, other.StatusCode);
            Assert.Equal(one.Headers.Select(h => h.Key).Order(), other.Headers.Select(h => h.Key).Order());
            Assert.Equal(await WithoutTimesAsync(one), await WithoutTimesAsync(other));
        }
    }

    [Fact]
    public async Task A_device_that_signed_in_before_is_not_locked_out_by_strangers()
    {
        var user = await service.NewUserAsync();
        await service.NewClient().LockAsync(user.Email);
        var device = service.NewClient();
        device.DefaultRequestHeaders.Add("X-Device-Token", user.Tokens.GetProperty("device_token").GetString());

        Assert.Equal("bearer", (await device.SignInAsync(user.Email)).GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task The_password_grant_signs_in_and_tells_errors_in_the_shape_of_OAuth()
    {
        var user = await service.NewUserAsync();
        var client = service.NewClient();

        using var good = await client.PostAsync("/api/v1/auth/token", Form(("grant_type", "password"), ("username", user.Email), ("password", HttpAccounts.Password)));
        var tokens = await good.JsonAsync();
        Assert.Equal(3600, tokens.GetProperty("expires_in").GetInt32());
        Assert.Equal("no-store", good.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", good.Headers.Pragma.ToString());

        using var refreshed = await client.PostAsync("/api/v1/auth/token", Form(("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!)));
        Assert.Equal(tokens.GetProperty("session_id").GetString(), (await refreshed.JsonAsync()).GetProperty("session_id").GetString());

        using var wrong = await client.PostAsync("/api/v1/auth/token", Form(("grant_type", "password"), ("username", user.Email), ("password", Wrong)));
        Assert.Equal("invalid_grant", (await wrong.IsProblemAsync(401, "invalid_credentials")).GetProperty("error").GetString());

        using var unsupported = await client.PostAsync("/api/v1/auth/token", Form(("grant_type", "client_credentials")));
        Assert.Equal("unsupported_grant_type", (await unsupported.IsProblemAsync(400, "bad_request")).GetProperty("error").GetString());

        using var nothing = await client.PostAsync("/api/v1/auth/token", Form(("grant_type", "refresh_token")));
        Assert.Equal("invalid_request", (await nothing.IsProblemAsync(400, "bad_request")).GetProperty("error").GetString());

        foreach (var path in new[] { "/api/v1/auth/token", "/api/v1/auth/token/" })
        {
            using var json = await client.PostAsync(path, new { grant_type = "password" });
            Assert.Equal("invalid_request", (await json.IsProblemAsync(415, "unsupported_media_type")).GetProperty("error").GetString());
        }
    }

    [Fact]
    public async Task What_is_too_long_to_be_right_is_a_wrong_grant()
    {
        var user = await service.NewUserAsync();
        var tooLong = new string('x', 5_000);

        await IsRefusedAsync(401, "invalid_credentials", "invalid_grant", ("grant_type", "password"), ("username", user.Email), ("password", tooLong));
        await IsRefusedAsync(401, "invalid_credentials", "invalid_grant", ("grant_type", "password"), ("username", tooLong), ("password", tooLong));
        await IsRefusedAsync(401, "invalid_token", "invalid_grant", ("grant_type", "refresh_token"), ("refresh_token", user.RefreshToken + tooLong));
        await IsRefusedAsync(400, "bad_request", "unsupported_grant_type", ("grant_type", tooLong));
    }

    [Fact]
    public async Task What_is_left_out_empty_or_repeated_is_a_wrong_request()
    {
        await IsRefusedAsync(400, "bad_request", "invalid_request");
        await IsRefusedAsync(400, "bad_request", "invalid_request", ("grant_type", ""));
        await IsRefusedAsync(400, "bad_request", "invalid_request", ("grant_type", "password"), ("username", "ann@example.com"), ("password", ""));
        await IsRefusedAsync(400, "bad_request", "invalid_request", ("grant_type", "refresh_token"), ("refresh_token", "one"), ("refresh_token", "two"));
    }

    [Fact]
    public async Task Half_a_form_in_parts_is_of_the_wrong_media_type()
    {
        using var half = new StringContent("--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\npass");
        half.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        using var response = await service.NewClient().PostAsync("/api/v1/auth/token", half);

        Assert.Equal("invalid_request", (await response.IsProblemAsync(415, "unsupported_media_type")).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Of_two_hundred_racing_registrations_of_one_address_one_makes_an_account()
    {
        var client = service.NewClient();
        var email = HttpAccounts.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(_ => client.PostAsync("/api/v1/auth/register", new { email, password = HttpAccounts.Password })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(199, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        await client.SignInAsync(email);
    }

    [Fact]
    public async Task A_taken_address_is_a_conflict_in_any_spelling()
    {
        var client = service.NewClient();
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);

        using var again = await client.PostAsync("/api/v1/auth/register", new { email = email.ToUpperInvariant(), password = HttpAccounts.Password });

        await again.IsProblemAsync(409, "email_taken");
    }

    [Fact]
    public async Task Every_wrong_field_of_a_registration_gets_its_entry()
    {
        using var response = await service.NewClient().PostAsync(
            "/api/v1/auth/register", new { email = "nobody", display_name = 7, role = "admin" });

        var problem = await response.IsProblemAsync(422, "validation_failed");
        Assert.Equal(
            ["display_name:invalid_type", "email:invalid_email", "password:required", "role:unknown_field"],
            problem.FieldCodes().Order());
    }

    [Theory]
    [InlineData("short7!", "password:password_too_short")]
    [InlineData("xK9#mQe\u0301", "password:password_too_short")]
    [InlineData("xK9#mQ2v")]
    public async Task A_password_that_no_policy_takes_is_told_beside_other_wrong_fields(string password, params string[] codes) =>
        Assert.Equal(["email:invalid_email", .. codes], await WrongFieldsAsync("nobody", password));

    [Theory]
    [InlineData(128)]
    [InlineData(129, "password:password_too_long")]
    public async Task A_password_of_too_many_code_points_is_told_beside_other_wrong_fields(int length, params string[] codes) =>
        Assert.Equal(["email:invalid_email", .. codes], await WrongFieldsAsync("nobody", string.Concat(Enumerable.Repeat("😀", length))));

    [Theory]
    [InlineData("short7!", "password:password_too_short")]
    [InlineData("password", "password:password_common")]
    public async Task A_weak_password_is_refused_with_its_reason(string password, string expected)
    {
        using var response = await service.NewClient().PostAsync("/api/v1/auth/register", new { email = HttpAccounts.NewEmail(), password });

        var problem = await response.IsProblemAsync(422, "validation_failed");
        Assert.Equal([expected], problem.FieldCodes());
        Assert.Equal("The password is refused.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_password_with_what_is_no_character_is_a_wrong_one_and_none_to_choose()
    {
        const string password = "correct \ufffe battery staple";
        var user = await service.NewUserAsync();

        using var login = await service.NewClient().PostAsync(Login, new { email = user.Email, password });

        await login.IsProblemAsync(401, "invalid_credentials");
        Assert.Equal(["password:password_invalid_character"], await WrongFieldsAsync(HttpAccounts.NewEmail(), password));
        Assert.Equal(["email:invalid_email", "password:password_invalid_character"], await WrongFieldsAsync("nobody", password));
    }

    [Fact]
    public async Task Passwords_that_differ_after_the_72nd_byte_differ()
    {
        var client = service.NewClient();
        var email = HttpAccounts.NewEmail();
        var password = "a lantern over cold water and a boat that nobody rows across the wide lake at night: one";
        await client.RegisterAsync(email, password);

        using var other = await client.PostAsync(Login, new { email, password = password[..^3] + "two" });

        await other.IsProblemAsync(401, "invalid_credentials");
    }

    private async Task IsRefusedAsync(int status, string code, string error, params (string Name, string Value)[] fields)
    {
        using var response = await service.NewClient().PostAsync("/api/v1/auth/token", Form(fields));
        Assert.Equal(error, (await response.IsProblemAsync(status, code)).GetProperty("error").GetString());
    }

    private async Task<IEnumerable<string>> WrongFieldsAsync(string email, string password)
    {
        using var response = await service.NewClient().PostAsync("/api/v1/auth/register", new { email, password });
        return (await response.IsProblemAsync(422, "validation_failed")).FieldCodes().Order();
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task<string> WithoutTimesAsync(HttpResponseMessage response) => System.Text.RegularExpressions.Regex.Replace(
        await response.Content.ReadAsStringAsync(), "\"(request_id|locked_until)\":\"[^\"]*\"", "");
}
