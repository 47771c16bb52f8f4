using Actors.Settings;

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
}
