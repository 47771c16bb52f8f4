using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>The errors of registration, sign-in and the account.</summary>
internal sealed partial class Provocations
{
    private const string Wrong = "not the lantern at all";
    private const string Register = "/api/v1/auth/register";
    private const string Login = "/api/v1/auth/login";
    private const string Unused = "another candle under warm snow";

    private Func<Task<HttpResponseMessage>>? OfAccounts(Operation operation, string code) => (operation.Name, code) switch
    {
        ($"POST {Register}", "registration_closed") => () => PostAsync(services.Strict.NewClient(), Register, NewAccount()),
        ($"POST {Register}", "invitation_required") => () => PostAsync(services.Inviting.NewClient(), Register, NewAccount()),
        ($"POST {Register}", "invalid_invitation") => () => PostAsync(
            services.Inviting.NewClient(), Register, new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password, invitation = "inv_no.such" }),
        ($"POST {Register}", "email_taken") => () => PostAsync(
            services.Open.NewClient(), Register, new { email = services.User.Email, password = HttpAccounts.Password }),
        ("POST /api/v1/auth/token", "bad_request") => () => SendAsync(services.Open.NewClient(), operation, body: "scope=all"),
        ("POST /api/v1/auth/introspect" or "POST /api/v1/auth/revoke", "bad_request") => () =>
            SendAsync(services.CallerOf(operation), operation, body: "token_type_hint=access_token"),
        ("POST /api/v1/auth/token", "invalid_token") => () => SendAsync(services.Open.NewClient(), operation, body: "grant_type=refresh_token&refresh_token=none"),
        ("POST /api/v1/auth/refresh", "invalid_token") => () => SendAsync(services.Open.NewClient(), operation, body: """{"refresh_token":"none"}"""),
        (_, "refresh_reused") => () => ReuseAsync(operation),
        ("DELETE /api/v1/auth/me", "last_administrator") => () => SendAsync(services.Administrator, operation, body: $$"""{"password":"{{Service.AdminPassword}}"}"""),
        ("DELETE /api/v1/auth/me" or "POST /api/v1/auth/password/change", "invalid_credentials") => async () =>
            await SendAsync((await services.Open.NewUserAsync()).Client, operation, body: WithPassword(operation, Wrong)),
        ("DELETE /api/v1/auth/me" or "POST /api/v1/auth/password/change", "account_locked") => () => LockedAsync(operation),
        ("POST /api/v1/auth/email/verify", "email_taken") => () => TakenMeanwhileAsync(operation),
        (_, "invalid_mail_token") => () => SendAsync(
            services.Open.NewClient(), operation, body: operation.Path.EndsWith("/reset", StringComparison.Ordinal)
                ? $$"""{"token":"{{MadeUpMailToken("pr")}}","new_password":"{{Unused}}"}"""
                : $$"""{"token":"{{MadeUpMailToken(operation.Path.EndsWith("/unlock", StringComparison.Ordinal) ? "ul" : "ev")}}"}"""),
        ("POST /api/v1/auth/mfa/totp", "mfa_enabled") => async () => await SendAsync((await EnrolledAsync()).Client, operation),
        ("POST /api/v1/auth/mfa/totp/confirm", "validation_failed") => async () =>
            await SendAsync((await services.Open.NewUserAsync()).Client, operation, body: """{"code":"000000"}"""),
        ("POST /api/v1/auth/api-keys", "forbidden") => () => SendAsync(
            services.User.Client, operation, body: """{"name":"more than is mine","scopes":["health:read"]}"""),
        ("POST /api/v1/auth/api-keys", "conflict") => () => UntilAsync(services.User.Client, operation, 409, """{"name":"one more","scopes":["account:read"]}"""),
        ("POST /api/v1/auth/login" or "POST /api/v1/auth/token", _) => OfSignIn(operation, code),
        _ => null,
    };

    private Func<Task<HttpResponseMessage>>? OfSignIn(Operation operation, string code) => code switch
    {
        "invalid_credentials" => () => SignInAsync(services.Open, operation, HttpAccounts.NewEmail()),
        "mfa_required" => async () => await SignInAsync(services.Open, operation, (await EnrolledAsync()).Email),
        "account_suspended" => () => AfterAsync(operation, "suspended"),
        "account_inactive" => () => AfterAsync(operation, "inactive"),
        "email_unverified" => async () => await SignInAsync(services.Inviting, operation, await InvitedAsync()),
        "account_locked" => () => LockedOutAsync(operation),
        "busy" => () => StormAsync(operation),
        _ => null,
    };

    private static object NewAccount() => new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password };

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    private static Task<HttpResponseMessage> SignInAsync(Service service, Operation operation, string email) => SendAsync(
        service.NewClient(), operation, body: operation.Path == Login
            ? $$"""{"email":"{{email}}","password":"{{HttpAccounts.Password}}"}"""
            : $"grant_type=password&username={Uri.EscapeDataString(email)}&password={Uri.EscapeDataString(HttpAccounts.Password)}");

    private static string WithPassword(Operation operation, string password) => operation.Method == "DELETE"
        ? $$"""{"password":"{{password}}"}"""
        : $$"""{"current_password":"{{password}}","new_password":"{{Unused}}"}""";

    private static string MadeUpMailToken(string kind) => $"{kind}_019aa3c2-7b4e-7c1d-9d2f-0a1b2c3d4e5f.{new string('0', 64)}";

    private async Task<HttpResponseMessage> LockedOutAsync(Operation operation)
    {
        var email = HttpAccounts.NewEmail();

        for (var i = 0; i < 5; i++)
        {
            (await SignInAsync(services.Open, operation, email)).Dispose();
        }

        return await SignInAsync(services.Open, operation, email);
    }

    private async Task<HttpResponseMessage> StormAsync(Operation operation)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignInAsync(services.Strict, operation, HttpAccounts.NewEmail())));
        return answers.OrderByDescending(answer => answer.StatusCode).First();
    }

    private async Task<HttpResponseMessage> ReuseAsync(Operation operation)
    {
        var user = await services.Open.NewUserAsync();
        var body = operation.Path.EndsWith("/token", StringComparison.Ordinal)
            ? $"grant_type=refresh_token&refresh_token={Uri.EscapeDataString(user.RefreshToken)}"
            : $$"""{"refresh_token":"{{user.RefreshToken}}"}""";

        (await SendAsync(services.Open.NewClient(), operation, body: body)).EnsureSuccessStatusCode().Dispose();
        return await SendAsync(services.Open.NewClient(), operation, body: body);
    }

    private async Task<HttpResponseMessage> LockedAsync(Operation operation)
    {
        var user = await services.Open.NewUserAsync();
        return await UntilAsync(user.Client, operation, 423, WithPassword(operation, Wrong));
    }

    private async Task<HttpResponseMessage> AfterAsync(Operation operation, string status)
    {
        var user = await services.Open.NewUserAsync();
        using var changed = await services.Administrator.PatchAsJsonAsync($"/api/v1/admin/users/{user.UserId}", new { status });
        changed.EnsureSuccessStatusCode();
        return await SignInAsync(services.Open, operation, user.Email);
    }

    private async Task<string> InvitedAsync()
    {
        using var administrator = await services.Inviting.NewAdministratorAsync();
        var invitation = await (await administrator.PostAsJsonAsync("/api/v1/admin/invitations", new { })).JsonAsync();
        var email = HttpAccounts.NewEmail();
        var guest = new { email, password = HttpAccounts.Password, invitation = invitation.GetProperty("invitation").GetString() };
        (await PostAsync(services.Inviting.NewClient(), Register, guest)).EnsureSuccessStatusCode().Dispose();
        return email;
    }

    private async Task<HttpResponseMessage> TakenMeanwhileAsync(Operation operation)
    {
        var (user, email) = (await services.Open.NewUserAsync(), HttpAccounts.NewEmail());
        (await PostAsync(user.Client, "/api/v1/auth/email/change", new { email })).EnsureSuccessStatusCode().Dispose();
        var token = await services.Open.Mail.TokenAsync(email, "address");
        await services.Open.NewClient().RegisterAsync(email);
        return await SendAsync(user.Client, operation, body: $$"""{"token":"{{token}}"}""");
    }

    private async Task<SignedIn> EnrolledAsync()
    {
        var user = await services.Open.NewUserAsync();
        var begun = await (await user.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        var code = Authenticator.Code(begun);
        (await PostAsync(user.Client, "/api/v1/auth/mfa/totp/confirm", new { code })).EnsureSuccessStatusCode().Dispose();
        return user;
    }
}
