using Actors.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Settings;

public sealed class SettingsOptionsTests
{
    [Theory]
    [InlineData(131_072, true)]
    [InlineData(131_073, false)]
    public void A_document_or_a_patch_is_no_larger_than_a_request(int bytes, bool isValid)
    {
        var rule = new ValidateSettingsOptions();

        Assert.Equal(isValid, rule.Validate(null, new SettingsOptions { MaxDocumentBytes = bytes }).Succeeded);
        Assert.Equal(isValid, rule.Validate(null, new SettingsOptions { MaxPatchBytes = bytes }).Succeeded);
    }

    [Theory]
    [InlineData(100, 65_536, true)]
    [InlineData(127, 65_536, true)]
    [InlineData(128, 65_536, false)]
    [InlineData(63, 131_072, true)]
    [InlineData(64, 131_072, false)]
    [InlineData(1000, 8_132, true)]
    [InlineData(1000, 8_133, false)]
    public void All_that_a_user_may_have_fits_into_an_import(int personas, int bytes, bool isValid) =>
        Assert.Equal(isValid, new ValidateExportSize().Validate(null, new SettingsOptions { MaxPersonas = personas, MaxDocumentBytes = bytes }).Succeeded);

    [Fact]
    public void Exports_that_could_not_be_imported_stop_the_start_and_it_is_told_why()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Settings:MaxPersonas", "200")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSettings().BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            "Settings:MaxPersonas of 200 and Settings:MaxDocumentBytes of 65536 let an export grow to 13158400 bytes, and an import takes 8388608: lower one of the two.",
            Assert.Single(refused.Failures));
    }
}
