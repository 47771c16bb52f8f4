using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Mfa;

public sealed class MfaTests(Service service)
{
    private const string Totp = "/api/v1/auth/mfa/totp";
    private const string Login = "/api/v1/auth/login";

    [Fact]
    public async Task With_a_second_factor_the_password_alone_signs_nobody_in()
    {
        var (user, _, codes) = await EnrolAsync();
        var client = service.NewClient();

        await (await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password })).IsProblemAsync(401, "mfa_required");
        await (await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, totp_code = "000000" })).IsProblemAsync(401, "invalid_credentials");

        using var good = await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, recovery_code = codes[0] });
        Assert.Equal("bearer", (await good.JsonAsync()).GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task The_log_tells_of_one_who_knows_the_password_and_gives_no_code()
    {
        var (user, _, _) = await EnrolAsync();

        await (await service.NewClient().PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password })).IsProblemAsync(401, "mfa_required");

        var newest = (await (await user.Client.GetAsync("/api/v1/auth/events?type=user.login")).JsonAsync()).GetProperty("items")[0];
        Assert.Equal("mfa_required", newest.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_recovery_code_is_good_once()
    {
        var (user, _, codes) = await EnrolAsync();
        var attempt = new { email = user.Email, password = HttpAccounts.Password, recovery_code = codes[3] };

        await (await service.NewClient().PostAsync(Login, attempt)).JsonAsync();
        await (await service.NewClient().PostAsync(Login, attempt)).IsProblemAsync(401, "invalid_credentials");
    }

    [Fact]
    public async Task The_code_that_confirmed_is_spent()
    {
        var (user, code, _) = await EnrolAsync();

        using var replayed = await service.NewClient().PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, totp_code = code });

        await replayed.IsProblemAsync(401, "invalid_credentials");
    }

    [Fact]
    public async Task Wrong_codes_lock_the_second_factor_and_are_counted_apart()
    {
        var (user, _, _) = await EnrolAsync();
        var client = service.NewClient();
        var attempt = new { email = user.Email, password = HttpAccounts.Password, totp_code = "000000" };

        for (var i = 0; i < 5; i++)
        {
            await (await client.PostAsync(Login, attempt)).IsProblemAsync(401, "invalid_credentials");
        }

        await (await client.PostAsync(Login, attempt)).IsProblemAsync(423, "account_locked");
        await (await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password })).IsProblemAsync(401, "mfa_required");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_field_that_a_form_leaves_empty_is_no_code(string empty)
    {
        var (user, secret, _, codes) = await EnrolWithSecretAsync();
        var client = service.NewClient();

        for (var i = 0; i < 5; i++)
        {
            await (await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, totp_code = empty })).IsProblemAsync(401, "mfa_required");
        }

        using var byRecovery = await client.PostAsync(
            Login, new { email = user.Email, password = HttpAccounts.Password, totp_code = empty, recovery_code = codes[0] });
        using var byTotp = await client.PostAsync(
            Login, new { email = user.Email, password = HttpAccounts.Password, totp_code = Authenticator.Code(secret, ahead: 1), recovery_code = empty });

        Assert.Equal("bearer", (await byRecovery.JsonAsync()).GetProperty("token_type").GetString());
        Assert.Equal("bearer", (await byTotp.JsonAsync()).GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task An_address_in_wide_letters_that_is_as_long_as_one_may_be_enrols_like_others()
    {
        var email = $"{new string('\uff41', 64)}\uff20{new string('\uff42', 63)}\uff0e{new string('\uff42', 63)}\uff0e{new string('\uff43', 61)}";
        var client = service.NewClient();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);

        var begun = await (await client.PostAsync(Totp, content: null)).JsonAsync();

        Assert.StartsWith("<svg", begun.GetProperty("qr_svg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolment_shows_the_secret_in_three_forms()
    {
        var user = await service.NewUserAsync();

        var begun = await (await user.Client.PostAsync(Totp, content: null)).JsonAsync();

        var secret = begun.GetProperty("secret").GetString()!;
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        Assert.Contains($"secret={secret}", begun.GetProperty("otpauth_uri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", begun.GetProperty("qr_svg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old()
    {
        var (user, _, old) = await EnrolAsync();

        var renewed = await (await user.Client.PostAsync("/api/v1/auth/mfa/recovery-codes", content: null)).JsonAsync();

        var codes = renewed.GetProperty("recovery_codes").EnumerateArray().Select(c => c.GetString()!).ToArray();
        Assert.Equal(10, codes.Except(old).Count());
        var client = service.NewClient();
        await (await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, recovery_code = old[0] })).IsProblemAsync(401, "invalid_credentials");
        using var good = await client.PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password, recovery_code = codes[0] });
        Assert.Equal("bearer", (await good.JsonAsync()).GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task A_second_factor_that_was_taken_away_is_asked_for_no_more()
    {
        var (user, _, _) = await EnrolAsync();

        using var removed = await user.Client.DeleteAsync(Totp);

        Assert.Equal(204, (int)removed.StatusCode);
        await service.NewClient().SignInAsync(user.Email);
    }

    [Fact]
    public async Task An_administrator_takes_the_second_factor_away_from_who_has_lost_it_and_the_owner_is_told()
    {
        var (user, _, _) = await EnrolAsync();
        var admin = await service.NewAdministratorAsync();

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var reset = await admin.PostAsync($"/api/v1/admin/users/{user.UserId}/reset-mfa", new { reason = "lost in the lake" });
            Assert.Equal(204, (int)reset.StatusCode);
        }

        await service.NewClient().SignInAsync(user.Email);
        var change = Assert.Single((await (await admin.GetAsync($"/api/v1/admin/events?user={user.UserId}&type=mfa.disable")).JsonAsync())
            .GetProperty("items").EnumerateArray());
        Assert.Equal("lost in the lake", change.GetProperty("detail").GetProperty("reason").GetString());
        Assert.NotEqual(user.UserId, change.GetProperty("actor_id").GetString());
        var told = await (await user.Client.GetAsync("/api/v1/notifications")).JsonAsync();
        var notice = Assert.Single(told.GetProperty("items").EnumerateArray(), notice =>
            notice.GetProperty("text").GetString() == "The second factor of your account was taken away.");

        // Where the administrator was is no business of the owner's.
        Assert.All(new[] { "ip", "user_agent" }, name =>
            Assert.True(!notice.TryGetProperty(name, out var from) || from.ValueKind == JsonValueKind.Null, notice.GetRawText()));
    }

    [Fact]
    public async Task Nobody_else_takes_it_away()
    {
        var (user, _, _) = await EnrolAsync();
        var other = await service.NewUserAsync();

        await (await other.Client.PostAsync($"/api/v1/admin/users/{user.UserId}/reset-mfa", content: null)).IsProblemAsync(403, "forbidden");
        await (await (await service.NewAdministratorAsync()).PostAsync($"/api/v1/admin/users/usr_0/reset-mfa", content: null)).IsProblemAsync(404, "not_found");

        await (await service.NewClient().PostAsync(Login, new { email = user.Email, password = HttpAccounts.Password })).IsProblemAsync(401, "mfa_required");
    }

    private async Task<(SignedIn User, string Code, string[] RecoveryCodes)> EnrolAsync()
    {
        var (user, _, code, codes) = await EnrolWithSecretAsync();
        return (user, code, codes);
    }

    private async Task<(SignedIn User, string Secret, string Code, string[] RecoveryCodes)> EnrolWithSecretAsync()
    {
        var user = await service.NewUserAsync();
        var begun = await (await user.Client.PostAsync(Totp, content: null)).JsonAsync();
        var code = Authenticator.Code(begun);
        var confirmed = await (await user.Client.PostAsync($"{Totp}/confirm", new { code })).JsonAsync();
        var codes = confirmed.GetProperty("recovery_codes").EnumerateArray().Select(c => c.GetString()!).ToArray();
        Assert.Equal(10, codes.Length);
        return (user, begun.GetProperty("secret").GetString()!, code, codes);
    }
}
