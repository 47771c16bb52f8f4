using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class RegistrationTests(RegistrationTests.Hidden service) : IClassFixture<RegistrationTests.Hidden>
{
    private const string Register = "/api/v1/auth/register";

    [Fact]
    public async Task Where_existence_is_hidden_a_taken_address_looks_like_a_free_one_and_its_owner_is_mailed()
    {
        var email = HttpAccounts.NewEmail();
        var client = service.NewClient();

        using var free = await client.PostAsync(Register, new { email, password = HttpAccounts.Password });
        using var taken = await client.PostAsync(Register, new { email, password = "another lantern over cold water" });

        Assert.Equal((202, ""), ((int)free.StatusCode, await free.Content.ReadAsStringAsync()));
        Assert.Equal((202, ""), ((int)taken.StatusCode, await taken.Content.ReadAsStringAsync()));
        Assert.Equal(HeaderNames(free), HeaderNames(taken));
        Assert.Contains("which has an account already", await service.Mail.TextAsync(email, "You have an account already"), StringComparison.Ordinal);
        await client.SignInAsync(email);
    }

    [Fact]
    public async Task Where_registration_is_closed_nobody_registers()
    {
        await using var closed = new Closed();
        await closed.InitializeAsync();

        using var refused = await closed.NewClient().PostAsync(Register, new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password });

        await refused.IsProblemAsync(403, "registration_closed");
    }

    private static IEnumerable<string> HeaderNames(HttpResponseMessage response) => response.Headers.Select(h => h.Key).Order();

    public sealed class Hidden : Service
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, "--Accounts:HideExisting", "true"];
    }

    private sealed class Closed : Service
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, "--Accounts:Registration", "closed"];
    }
}
