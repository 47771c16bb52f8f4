using Actors.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Users;

public sealed class MailLinkTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:5080/console/mail")]
    [InlineData("0", null, "http://127.0.0.1:5080/console/mail")]
    [InlineData("8080", null, "http://127.0.0.1:8080/console/mail")]
    [InlineData("8080", "https://app.example.com/mail", "https://app.example.com/mail")]
    public async Task Links_lead_to_the_console_at_the_port_unless_a_page_is_set(string? port, string? page, string expected)
    {
        var settings = new Dictionary<string, string?> { ["Port"] = port, ["MailLinks:Page"] = page };
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddUsers()
            .BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<IOptions<MailLinkOptions>>().Value.Page);
    }
}
