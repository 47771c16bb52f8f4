using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Api.Requests;
using Actors.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Deployment;

/// <summary>A list of texts may be given by its entries or as one text, in each of the places where options are.</summary>
public sealed class OptionListTests
{
    private const string Variables = "ACTORS_OPTION_LIST_TESTS__";

    [Fact]
    public async Task Every_list_of_texts_may_be_one_text_in_both_programs()
    {
        string[] options = ["--Cors:Origins", "https://app.example.com; https://www.example.com,", "--Proxy:Trusted= 10.0.0.0/8 , ::1"];
        WebApplicationBuilder[] programs = [ApiNode.CreateBuilder(options), ActorsHost.CreateBuilder(options)];

        foreach (var program in programs)
        {
            program.RefuseUnknownOptions();
            await using var app = program.Build();

            Assert.Equal(["Cors:Origins", "Proxy:Trusted"], OptionKeys.From(program.Services).TextLists().Order());
            Assert.Equal(["https://app.example.com", "https://www.example.com"], app.Services.GetRequiredService<IOptions<CorsOriginsOptions>>().Value.Origins.ToArray());
            Assert.Equal(["10.0.0.0/8", "::1"], app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted.ToArray());
        }
    }

    [Fact]
    public async Task A_list_may_be_given_by_its_entries()
    {
        await using var app = ApiNode.CreateBuilder(["--Proxy:Trusted:0", "10.0.0.0/8", "--Proxy:Trusted:1", "::1"]).Build();

        Assert.Equal(["10.0.0.0/8", "::1"], app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted.ToArray());
    }

    [Fact]
    public void A_variable_may_be_the_whole_list()
    {
        Environment.SetEnvironmentVariable($"{Variables}Proxy__Trusted", "10.0.0.0/8,::1");
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(Entries("one", "two", "three")).AddEnvironmentVariables(Variables);

        Assert.Equal(["10.0.0.0/8", "::1"], Split(configuration));
    }

    [Theory]
    [InlineData("a,b", "a", "b")]
    [InlineData(",;")]
    public void One_text_takes_the_place_of_all_entries_that_were_said_before(string text, params string[] expected)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(Entries("one", "two", "three")).AddInMemoryCollection(Whole(text));

        Assert.Equal(expected, Split(configuration));
    }

    [Fact]
    public void An_entry_that_is_said_later_takes_the_place_of_the_one_of_its_number()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(Whole("a,b")).AddInMemoryCollection(Entries("one"));

        Assert.Equal(["one", "b"], Split(configuration));
    }

    [Fact]
    public void A_text_and_entries_in_one_place_stop_the_start()
    {
        var builder = ApiNode.CreateBuilder(["--Proxy:Trusted", "10.0.0.0/8", "--Proxy:Trusted:0", "::1"]);

        Assert.Equal(
            ["Proxy:Trusted (from the command line: --Proxy:Trusted) is given as one text and by its entries, Proxy:Trusted:0 and so on: leave one of the two out."],
            StartupErrors.Lines(Assert.Throws<WrongOptionException>(builder.RefuseUnknownOptions)));
    }

    [Fact]
    public async Task A_wrong_entry_of_one_text_stops_the_start_like_any_other()
    {
        await using var app = ApiNode.CreateBuilder(["--Proxy:Trusted", "10.0.0.0/8, nowhere"]).Build();

        var wrong = Assert.Throws<OptionsValidationException>(() => app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value);

        Assert.Equal(["Proxy:Trusted: 'nowhere' is neither an address nor a network such as 10.0.0.0/8."], StartupErrors.Lines(wrong));
    }

    private static Dictionary<string, string?> Whole(string text) => new() { ["Proxy:Trusted"] = text };

    private static IEnumerable<KeyValuePair<string, string?>> Entries(params string[] entries) =>
        entries.Select((entry, number) => new KeyValuePair<string, string?>($"Proxy:Trusted:{number}", entry));

    private static IEnumerable<string?> Split(ConfigurationManager configuration)
    {
        OptionLists.Split(configuration, ["Proxy:Trusted"]);
        return configuration.GetSection("Proxy:Trusted").GetChildren().Select(entry => entry.Value);
    }
}
