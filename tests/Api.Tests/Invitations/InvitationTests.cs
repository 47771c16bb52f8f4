using Actors.Testing;

namespace Actors.Tests.Invitations;

public sealed class InvitationTests(InvitationTests.InviteOnly service) : IClassFixture<InvitationTests.InviteOnly>
{
    private const string Invitations = "/api/v1/admin/invitations";
    private const string Register = "/api/v1/auth/register";

    [Fact]
    public async Task Without_an_invitation_nobody_registers()
    {
        using var none = await RegisterAsync(HttpAccounts.NewEmail(), null);
        using var made_up = await RegisterAsync(HttpAccounts.NewEmail(), $"inv_{new string('0', 32)}.{new string('0', 64)}");

        await none.IsProblemAsync(403, "invitation_required");
        await made_up.IsProblemAsync(403, "invalid_invitation");
    }

    [Fact]
    public async Task An_administrators_invitation_makes_one_account()
    {
        var admin = await service.NewAdministratorAsync();
        using var made = await admin.PostAsync(Invitations, new { });
        Assert.Equal(201, (int)made.StatusCode);
        var invitation = (await made.JsonAsync()).GetProperty("invitation").GetString();

        using var first = await RegisterAsync(HttpAccounts.NewEmail(), invitation);
        using var second = await RegisterAsync(HttpAccounts.NewEmail(), invitation);

        Assert.Equal(201, (int)first.StatusCode);
        await second.IsProblemAsync(403, "invalid_invitation");
    }

    [Fact]
    public async Task An_invitation_for_an_address_is_mailed_there_and_shown_to_nobody_else()
    {
        var admin = await service.NewAdministratorAsync();
        var email = HttpAccounts.NewEmail();
        using var made = await admin.PostAsync(Invitations, new { email });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await made.JsonAsync()).GetProperty("invitation").ValueKind);

        var invitation = await service.Mail.TokenAsync(email, "You are invited");
        using var other = await RegisterAsync(HttpAccounts.NewEmail(), invitation);
        using var invited = await RegisterAsync(email, invitation);

        await other.IsProblemAsync(403, "invalid_invitation");
        Assert.True((await invited.JsonAsync()).GetProperty("user").GetProperty("email_verified").GetBoolean());
    }

    [Fact]
    public async Task Invitations_are_listed_and_withdrawn()
    {
        var admin = await service.NewAdministratorAsync();
        var made = await (await admin.PostAsync(Invitations, new { expires_in = 3600 })).JsonAsync();
        var id = made.GetProperty("id").GetString();

        var listed = await (await admin.GetAsync($"{Invitations}?limit=200")).JsonAsync();
        Assert.Contains(id, listed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));

        using var withdrawn = await admin.DeleteAsync($"{Invitations}/{id}");
        using var again = await admin.DeleteAsync($"{Invitations}/{id}");
        using var late = await RegisterAsync(HttpAccounts.NewEmail(), made.GetProperty("invitation").GetString());

        Assert.Equal(204, (int)withdrawn.StatusCode);
        await again.IsProblemAsync(404, "not_found");
        await late.IsProblemAsync(403, "invalid_invitation");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("zzzz")]
    [InlineData("inv_")]
    [InlineData("usr_00000000000000000000000000000000")]
    [InlineData("inv_0000000000000000000000000000000G")]
    public async Task A_cursor_that_the_list_never_gave_is_refused(string cursor)
    {
        var admin = await service.NewAdministratorAsync();

        using var refused = await admin.GetAsync($"{Invitations}?cursor={cursor}");

        Assert.Equal(["cursor:invalid_cursor"], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Fact]
    public async Task The_list_goes_on_after_an_invitation_that_is_gone()
    {
        var admin = await service.NewAdministratorAsync();
        var ids = new List<string>();

        for (var i = 0; i < 2; i++)
        {
            ids.Add((await (await admin.PostAsync(Invitations, new { })).JsonAsync()).GetProperty("id").GetString()!);
        }

        var first = await (await admin.GetAsync($"{Invitations}?limit=1")).JsonAsync();
        Assert.Equal(ids[1], first.GetProperty("next_cursor").GetString());
        (await admin.DeleteAsync($"{Invitations}/{ids[1]}")).EnsureSuccessStatusCode().Dispose();
        var next = await (await admin.GetAsync($"{Invitations}?limit=1&cursor={ids[1]}")).JsonAsync();

        Assert.Equal(ids[0], next.GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Only_administrators_invite_and_for_a_month_at_most()
    {
        var admin = await service.NewAdministratorAsync();
        using var stranger = await service.NewClient().PostAsync(Invitations, new { });
        using var wrong = await admin.PostAsync(Invitations, new { email = "nobody", expires_in = 99_999_999 });

        await stranger.IsProblemAsync(401, "unauthenticated");
        Assert.Equal(["email:invalid_email", "expires_in:out_of_range"], (await wrong.IsProblemAsync(422, "validation_failed")).FieldCodes().Order());
    }

    private Task<HttpResponseMessage> RegisterAsync(string email, string? invitation) => service.NewClient().PostAsync(
        Register, invitation is null ? new { email, password = HttpAccounts.Password } : new { email, password = HttpAccounts.Password, invitation });

    public sealed class InviteOnly : Service
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, "--Accounts:Registration", "invite"];
    }
}
