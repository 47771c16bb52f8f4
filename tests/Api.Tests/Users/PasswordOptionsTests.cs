using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class PasswordOptionsTests
{
    private const string Register = "/api/v1/auth/register";
    private const string Refused = "violet-anchor-93-tundra";

    [Fact]
    public async Task With_PBKDF2_who_registered_signs_in_with_that_password_alone()
    {
        await using var service = new Configured("--Passwords:Algorithm", "Pbkdf2");
        await service.InitializeAsync();
        var user = await service.NewUserAsync();

        using var wrong = await service.NewClient().PostAsync("/api/v1/auth/login", new { email = user.Email, password = Refused });

        await wrong.IsProblemAsync(401, "invalid_credentials");
        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));
    }

    [Fact]
    public async Task Passwords_of_the_operators_file_are_refused_as_common_ones_are()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Below("refused.txt");
        await File.WriteAllTextAsync(file, Refused + "\n");
        await using var service = new Configured("--Passwords:RefusedFile", file);
        await service.InitializeAsync();

        using var refused = await service.NewClient().PostAsync(Register, new { email = HttpAccounts.NewEmail(), password = Refused });
        using var other = await service.NewClient().PostAsync(Register, new { email = HttpAccounts.NewEmail(), password = Refused + "s" });

        Assert.Equal(["password:password_common"], (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
        Assert.Equal(201, (int)other.StatusCode);
    }

    private sealed class Configured(params string[] options) : Service
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, .. options];
    }
}
