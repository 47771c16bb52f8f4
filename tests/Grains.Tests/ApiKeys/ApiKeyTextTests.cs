using Actors.ApiKeys;

namespace Actors.Tests.ApiKeys;

public sealed class ApiKeyTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_is_read_back_from_its_text()
    {
        var made = ApiKeyText.New(Now);

        Assert.True(ApiKeyText.TryParse(made.Text, out var read));
        Assert.Equal((made.KeyId, made.Hash), (read.KeyId, read.Hash));
    }

    [Fact]
    public void The_text_names_the_id_and_has_256_random_bits()
    {
        var (a, b) = (ApiKeyText.New(Now), ApiKeyText.New(Now));

        Assert.Matches("^ak_[0-9a-f]{32}\\.[A-Za-z0-9_-]{43}$", a.Text);
        Assert.Equal($"key_{a.Text.Substring(3, 32)}", a.KeyId);
        Assert.NotEqual(a.Text[36..], b.Text[36..]);
    }

    [Fact]
    public void The_hash_is_of_the_whole_and_does_not_tell_it()
    {
        var key = ApiKeyText.New(Now);

        Assert.Matches("^[0-9a-f]{64}$", key.Hash);
        Assert.NotEqual(key.Hash, ApiKeyText.New(Now).Hash);
    }

    [Fact]
    public void Printed_it_shows_its_id_alone()
    {
        var key = ApiKeyText.New(Now);

        Assert.Equal(key.KeyId, $"{key}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ak_")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f.")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("ak_0198F3C2A1B47C3D8E9F0A1B2C3D4E5F.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ak_../../../../../../../../../../x.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("xx_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ak_0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_has_not_the_form_is_no_key(string? text) =>
        Assert.False(ApiKeyText.TryParse(text, out _));

    [Theory]
    [InlineData(Scopes.SettingsRead, true, true)]
    [InlineData(Scopes.TokensIntrospect, false, true)]
    [InlineData(Scopes.HealthReport, false, true)]
    [InlineData("users:delete", false, false)]
    public void Scopes_over_the_service_are_for_administrators(string scope, bool user, bool admin)
    {
        Assert.Equal(user, Scopes.IsAllowed(scope, ["user"]));
        Assert.Equal(admin, Scopes.IsAllowed(scope, ["user", "admin"]));
        Assert.Equal(admin, Scopes.IsKnown(scope));
    }
}
