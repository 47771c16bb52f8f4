using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class EmailTests(Service service)
{
    private const string Verify = "/api/v1/auth/email/verify";
    private const string Change = "/api/v1/auth/email/change";

    [Fact]
    public async Task The_mailed_token_verifies_an_address_once_and_a_resent_one_takes_its_place()
    {
        var user = await service.NewUserAsync();
        var first = await service.Mail.TokenAsync(user.Email, "Verify your e-mail address");

        using var resent = await service.NewClient().PostAsync("/api/v1/auth/email/resend", new { email = user.Email });
        Assert.Equal(202, (int)resent.StatusCode);
        using var late = await user.Client.PostAsync(Verify, new { token = first });
        await late.IsProblemAsync(400, "invalid_mail_token");

        var second = await service.Mail.TokenAsync(user.Email, "Verify your e-mail address", number: 2);
        using var verified = await user.Client.PostAsync(Verify, new { token = second });
        using var again = await user.Client.PostAsync(Verify, new { token = second });

        Assert.Equal(204, (int)verified.StatusCode);
        await again.IsProblemAsync(400, "invalid_mail_token");
        Assert.True((await MeAsync(user.Client)).GetProperty("email_verified").GetBoolean());
    }

    [Fact]
    public async Task One_who_is_pending_with_a_verified_address_becomes_active_by_verifying_it_again()
    {
        var user = await service.NewUserAsync();
        using var verified = await user.Client.PostAsync(Verify, new { token = await service.Mail.TokenAsync(user.Email, "Verify your e-mail address") });
        Assert.Equal(204, (int)verified.StatusCode);
        using var admin = await service.NewAdministratorAsync();
        using var changed = await admin.PatchAsJsonAsync($"/api/v1/admin/users/{user.UserId}", new { status = "pending" });
        Assert.Equal(200, (int)changed.StatusCode);
        var client = service.NewClient();
        await (await client.PostAsync("/api/v1/auth/login", new { email = user.Email, password = HttpAccounts.Password })).IsProblemAsync(403, "email_unverified");

        using var resent = await client.PostAsync("/api/v1/auth/email/resend", new { email = user.Email });
        Assert.Equal(202, (int)resent.StatusCode);
        using var again = await client.PostAsync(Verify, new { token = await service.Mail.TokenAsync(user.Email, "Verify your e-mail address", number: 2) });
        Assert.Equal(204, (int)again.StatusCode);

        await client.SignInAsync(user.Email);
    }

    [Fact]
    public async Task Resending_says_the_same_of_an_address_that_nobody_has()
    {
        using var unknown = await service.NewClient().PostAsync("/api/v1/auth/email/resend", new { email = HttpAccounts.NewEmail() });

        Assert.Equal((202, ""), ((int)unknown.StatusCode, await unknown.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_new_address_counts_once_its_mail_was_answered_and_the_old_one_is_told_and_free()
    {
        var user = await service.NewUserAsync();
        var next = HttpAccounts.NewEmail();
        await user.Client.PostAsync(Change, new { email = next });
        Assert.Equal(user.Email, (await MeAsync(user.Client)).GetProperty("email").GetString());

        var token = await service.Mail.TokenAsync(next, "Confirm your new e-mail address");
        using var changed = await service.NewClient().PostAsync(Verify, new { token });

        Assert.Equal(204, (int)changed.StatusCode);
        var me = await MeAsync(user.Client);
        Assert.Equal((next, true), (me.GetProperty("email").GetString(), me.GetProperty("email_verified").GetBoolean()));
        await service.Mail.TextAsync(user.Email, "Your e-mail address was changed");
        await service.NewClient().SignInAsync(next);
        await service.NewClient().RegisterAsync(user.Email);
    }

    [Fact]
    public async Task An_address_that_another_account_has_is_told_to_its_reader_alone()
    {
        var (user, other) = (await service.NewUserAsync(), await service.NewUserAsync());

        using var asked = await user.Client.PostAsync(Change, new { email = other.Email });
        Assert.Equal(202, (int)asked.StatusCode);
        var token = await service.Mail.TokenAsync(other.Email, "Confirm your new e-mail address");
        using var taken = await user.Client.PostAsync(Verify, new { token });

        await taken.IsProblemAsync(409, "email_taken");
    }

    private static async Task<JsonElement> MeAsync(HttpClient client) => await (await client.GetAsync("/api/v1/auth/me")).JsonAsync();
}
