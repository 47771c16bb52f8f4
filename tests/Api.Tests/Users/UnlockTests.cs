using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class UnlockTests(Service service)
{
    private const string Unlock = "/api/v1/auth/unlock";

    [Fact]
    public async Task The_mailed_token_opens_a_locked_account_once()
    {
        var email = HttpAccounts.NewEmail();
        var client = service.NewClient();
        await client.RegisterAsync(email);
        await client.LockAsync(email);

        var token = await service.Mail.TokenAsync(email, "Your account is locked");
        using var unlocked = await client.PostAsync(Unlock, new { token });
        using var again = await client.PostAsync(Unlock, new { token });

        Assert.Equal(204, (int)unlocked.StatusCode);
        await again.IsProblemAsync(400, "invalid_mail_token");
        await client.SignInAsync(email);
    }

    [Theory]
    [InlineData("no token at all")]
    [InlineData("ul_00000000000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_token_that_nobody_was_mailed_is_refused_whether_its_account_exists_or_not(string token)
    {
        using var response = await service.NewClient().PostAsync(Unlock, new { token });

        await response.IsProblemAsync(400, "invalid_mail_token");
    }
}
