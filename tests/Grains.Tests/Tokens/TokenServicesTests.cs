using System.Text.Json;
using Actors.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Tokens;

public sealed class TokenServicesTests
{
    private static readonly string Configured = MasterKey.Generate();

    [Theory]
    [InlineData("Tokens:MasterKey", "")]
    [InlineData("Tokens:MasterKey", "short")]
    [InlineData("Tokens:Algorithm", "none")]
    [InlineData("Tokens:AccessLifetime", "00:00:00.9")]
    [InlineData("Tokens:RefreshLifetime", "00:00:00.9")]
    [InlineData("Tokens:Lifetime", "01:00:00")]
    public void A_setting_that_makes_no_sense_stops_the_start(string key, string value)
    {
        using var services = Services((key, value));

        var error = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(key.Split(':')[1], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tokens:AccessLifetime")]
    [InlineData("Tokens:RefreshLifetime")]
    public void A_token_may_be_good_for_a_second(string key)
    {
        using var services = Services((key, "00:00:01"));

        Assert.Null(Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate()));
    }

    [Fact]
    public void The_configured_master_key_is_the_one_in_use()
    {
        using var services = Services();
        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal(MasterKey.Parse(Configured).Id, services.GetRequiredService<MasterKey>().Id);
    }

    [Fact]
    public void A_stored_ring_is_read_back_as_it_was()
    {
        using var services = Services();
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var ring = services.GetRequiredService<KeySchedule>().Rotate(services.GetRequiredService<KeySchedule>().Advance(KeyRing.Empty, now), now + TimeSpan.FromSeconds(1));
        var stored = JsonSerializer.Serialize(new KeyRingState { Ring = ring }, KeyRingStateJson.Default.KeyRingState);

        var read = JsonSerializer.Deserialize(stored, KeyRingStateJson.Default.KeyRingState)!.Ring;

        Assert.Equal((ring.Version, 2), (read.Version, read.Keys.Length));
        Assert.Equal(ring.Keys, read.Keys);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([new("Tokens:MasterKey", Configured)])
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                .Build())
            .AddTokens()
            .BuildServiceProvider();
}
