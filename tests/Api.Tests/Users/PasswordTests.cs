using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class PasswordTests(Service service)
{
    private const string Forgot = "/api/v1/auth/password/forgot";
    private const string Reset = "/api/v1/auth/password/reset";
    private const string Next = "another lantern over cold water";

    [Fact]
    public async Task Forgetting_says_the_same_whoever_has_the_address()
    {
        var user = await service.NewUserAsync();

        using var known = await service.NewClient().PostAsync(Forgot, new { email = user.Email });
        using var unknown = await service.NewClient().PostAsync(Forgot, new { email = HttpAccounts.NewEmail() });

        Assert.Equal((202, ""), ((int)known.StatusCode, await known.Content.ReadAsStringAsync()));
        Assert.Equal((202, ""), ((int)unknown.StatusCode, await unknown.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_token_that_was_made_up_resets_nothing_while_a_reset_waits_for_its_mail()
    {
        var user = await service.NewUserAsync();
        using var asked = await service.NewClient().PostAsync(Forgot, new { email = user.Email });

        using var forged = await service.NewClient().PostAsync(Reset, new { token = $"pr_{user.UserId[4..]}.{new string('0', 64)}", new_password = Next });

        await forged.IsProblemAsync(400, "invalid_mail_token");
        await service.NewClient().SignInAsync(user.Email);
    }

    [Fact]
    public async Task A_reset_is_good_once_signs_nobody_in_ends_every_session_and_asks_for_the_second_factor_still()
    {
        var user = await service.NewUserAsync();
        var enrolled = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        await user.Client.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(enrolled) });
        await service.NewClient().PostAsync(Forgot, new { email = user.Email });
        var token = await service.Mail.TokenAsync(user.Email, "Set a new password");

        using var weak = await service.NewClient().PostAsync(Reset, new { token, new_password = "password" });
        using var reset = await service.NewClient().PostAsync(Reset, new { token, new_password = Next });
        using var again = await service.NewClient().PostAsync(Reset, new { token, new_password = Next });

        Assert.Contains("new_password:password_common", (await weak.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal((204, ""), ((int)reset.StatusCode, await reset.Content.ReadAsStringAsync()));
        await again.IsProblemAsync(400, "invalid_mail_token");
        Assert.Equal(401, await user.Client.StatusAsync("/api/v1/auth/me"));
        using var login = await service.NewClient().PostAsync("/api/v1/auth/login", new { email = user.Email, password = Next });
        await login.IsProblemAsync(401, "mfa_required");
    }

    [Fact]
    public async Task A_new_password_that_is_too_short_is_told_beside_a_missing_one_and_never_in_place_of_a_wrong_one()
    {
        var user = await service.NewUserAsync();

        using var both = await user.Client.PostAsync("/api/v1/auth/password/change", new { current_password = "", new_password = "short7!" });
        using var wrong = await user.Client.PostAsync("/api/v1/auth/password/change", new { current_password = Next, new_password = "short7!" });
        using var tokenless = await service.NewClient().PostAsync(Reset, new { new_password = "short7!" });

        Assert.Equal(
            ["current_password:required", "new_password:password_too_short"],
            (await both.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
        await wrong.IsProblemAsync(401, "invalid_credentials");
        Assert.Equal(
            ["new_password:password_too_short", "token:required"],
            (await tokenless.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
    }

    [Fact]
    public async Task A_name_with_what_is_no_character_keeps_nobody_from_a_new_password()
    {
        var user = await service.NewUserAsync();
        using var renamed = await user.Client.PatchAsJsonAsync("/api/v1/auth/me", new { display_name = "Ann\ufffe" });

        using var changed = await user.Client.PostAsync(
            "/api/v1/auth/password/change", new { current_password = HttpAccounts.Password, new_password = Next });

        Assert.Equal((200, 204), ((int)renamed.StatusCode, (int)changed.StatusCode));
    }
}
