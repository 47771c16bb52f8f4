using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Users.Passwords;

public sealed class PasswordServicesTests
{
    [Theory]
    [InlineData("Passwords:BcryptCost", "3")]
    [InlineData("Passwords:BcryptCost", "16")]
    [InlineData("Passwords:Pbkdf2Iterations", "1000")]
    [InlineData("Passwords:MinimumLength", "7")]
    [InlineData("Passwords:MinimumScore", "5")]
    [InlineData("Passwords:Algorithm", "7")]
    [InlineData("Passwords:MaximumWait", "00:01:00")]
    [InlineData("Passwords:RefusedFile", "/nowhere/refused.txt")]
    public void A_setting_that_makes_no_sense_stops_the_start(string key, string value)
    {
        using var services = Services((key, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(key.Split(':')[1], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_there_is_not_stops_the_start()
    {
        using var services = Services(("Passwords:BcryptCosts", "12"));

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("'BcryptCosts'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_reach_the_hasher_and_the_file_the_policy()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Below("refused.txt");
        await File.WriteAllTextAsync(file, "violet-anchor-93-tundra\n");
        await using var services = Services(("Passwords:BcryptCost", "5"), ("Passwords:RefusedFile", file));
        services.GetRequiredService<IStartupValidator>().Validate();

        var hash = await services.GetRequiredService<IPasswordHasher>().HashAsync("correct horse battery");
        var problems = await services.GetRequiredService<PasswordPolicy>().CheckAsync("violet-anchor-93-tundra", new PasswordOwner(null, null));

        Assert.StartsWith("$actors-bcrypt-sha384$2b$05$", hash, StringComparison.Ordinal);
        Assert.Equal([PasswordProblem.Common], problems);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
                .Build())
            .AddPasswords()
            .BuildServiceProvider();
}
