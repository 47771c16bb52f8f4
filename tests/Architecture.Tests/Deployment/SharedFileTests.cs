using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Api.Telemetry.Logs;
using Actors.Health;
using Actors.Silo.Hosting;
using Actors.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Deployment;

/// <summary>Silos and API nodes lie in one directory and read one appsettings.json, of which each has its part.</summary>
public sealed class SharedFileTests
{
    private static readonly string[] Database = ["--ConnectionStrings:Actors", "Host=database;Username=actors", "--Tokens:MasterKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="];

    [Fact]
    public void An_API_node_reads_the_file_beside_it_and_its_command_line_wins()
    {
        Assert.Equal("open", ApiNode.CreateBuilder([]).Configuration["Accounts:Registration"]);
        Assert.Equal("closed", ApiNode.CreateBuilder(["--Accounts:Registration", "closed"]).Configuration["Accounts:Registration"]);
    }

    [Fact]
    public void A_silo_without_the_file_says_where_it_is_missed()
    {
        using var directory = new TemporaryDirectory();

        var missed = Assert.Throws<WrongOptionException>(() => new ConfigurationManager().UseActorsSources([], directory: directory.Path));

        Assert.Equal([$"'{directory.Below("appsettings.json")}' is missing. It belongs to the program."], StartupErrors.Lines(missed));
    }

    [Theory]
    [InlineData("--Cluster:Mode", "cluster")]
    [InlineData("--Lockout:MaxFailures", "3")]
    [InlineData("--Mail:Smtp:Host", "mail.example.com")]
    public async Task What_only_silos_have_does_not_stop_an_API_node(params string[] option)
    {
        var builder = ApiNode.CreateBuilder([.. Database, .. option]);

        builder.RefuseUnknownOptions();
        await using var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task What_only_API_nodes_have_does_not_stop_a_silo()
    {
        var builder = ActorsHost.CreateBuilder(["--Cluster:GatewayRefresh", "00:00:01"]);

        builder.RefuseUnknownOptions();
        await using var app = builder.Build();
        Assert.Equal("00:00:01", app.Configuration["Cluster:GatewayRefresh"]);
        Assert.False(app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.IsCluster);
    }

    [Theory]
    [InlineData("--Cluster:Mod", "cluster", "Cluster:Mod (from the command line: --Cluster:Mod) is not an option; did you mean Cluster:Mode?")]
    [InlineData("--Cluster:GatewayRefesh", "00:00:01", "Cluster:GatewayRefesh (from the command line: --Cluster:GatewayRefesh) is not an option; did you mean Cluster:GatewayRefresh?")]
    [InlineData("--Lockout", "1", "Lockout (from the command line: --Lockout) is not an option.")]
    [InlineData("--RateLimits:Policies", "auth", "RateLimits:Policies (from the command line: --RateLimits:Policies) has entries and no value of its own: RateLimits:Policies:0, RateLimits:Policies:1 and so on in a list, RateLimits:Policies:name in a table.")]
    public void What_neither_has_stops_both_with_a_line_that_names_it(string option, string value, string line)
    {
        WebApplicationBuilder[] programs = [ApiNode.CreateBuilder([option, value]), ActorsHost.CreateBuilder([option, value])];

        Assert.All(programs, program => Assert.Equal([line], StartupErrors.Lines(Assert.Throws<WrongOptionException>(program.RefuseUnknownOptions))));
    }

    [Theory]
    [InlineData("Cluster:GatewayRefresh", "soon", "Failed to convert configuration value 'soon' at 'Cluster:GatewayRefresh' to type 'System.TimeSpan'.")]
    [InlineData("Cluster:GatewayRefresh", "1.00:00:00", "Cluster:GatewayRefresh must be between 00:00:00.5000000 and 00:05:00.")]
    [InlineData("Cluster:CallTimeout", "00:10:00", "Cluster:CallTimeout must be between 00:00:01 and 00:05:00.")]
    [InlineData("RateLimits:Policies:auth:Limit", "ten", "Failed to convert configuration value 'ten' at 'RateLimits:Policies:auth:Limit' to type 'System.Int32'.")]
    [InlineData("Health:DrainDelay", "-00:00:01", "Health:DrainDelay must be between 0 and 1 minute.")]
    [InlineData("Port", "80800", "Port must be between 0 and 65535.")]
    [InlineData("ConnectionStrings:Actors", "nonsense", DatabaseHosts.Unreadable)]
    [InlineData("ConnectionStrings:Actors", "Username=actors;Database=actors", DatabaseHosts.Unreadable)]
    [InlineData("ConnectionStrings:Actors", "", "ConnectionStrings:Actors must name the database in which the silos of the cluster meet.")]
    public async Task A_wrong_value_stops_an_API_node_with_a_line_that_names_it(string option, string value, string line)
    {
        await using var app = ApiNode.CreateBuilder([.. Database, $"--{option}={value}"]).Build();

        var wrong = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal([line], StartupErrors.Lines(wrong!));
    }

    [Theory]
    [InlineData("single", "nonsense")]
    [InlineData("single", "Username=actors;Database=actors")]
    [InlineData("cluster", "nonsense")]
    public async Task A_connection_string_that_names_no_server_stops_a_silo_with_one_line(string mode, string database)
    {
        await using var app = ActorsHost.CreateBuilder([.. Database, "--Cluster:Mode", mode, "--Storage:Provider", "postgres", $"--ConnectionStrings:Actors={database}"]).Build();

        var wrong = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal([DatabaseHosts.Unreadable], StartupErrors.Lines(wrong!));
    }

    [Fact]
    public async Task An_API_node_waits_less_for_a_call_than_a_silo_unless_the_file_says_how_long()
    {
        Assert.Equal(TimeSpan.FromSeconds(2.5), await PatienceOfAnApiNodeAsync());
        Assert.Equal(TimeSpan.FromSeconds(4), await PatienceOfAnApiNodeAsync("--Cluster:CallTimeout", "00:00:04"));
        await using var silo = ActorsHost.CreateBuilder([]).Build();
        Assert.Equal(TimeSpan.FromSeconds(15), silo.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.Patience);
    }

    [Fact]
    public async Task An_API_node_drains_for_as_long_as_a_silo()
    {
        await using var app = ApiNode.CreateBuilder(["--Health:DrainDelay", "00:00:09"]).Build();

        Assert.Equal(TimeSpan.FromSeconds(9), app.Services.GetRequiredService<IOptions<HealthOptions>>().Value.DrainDelay);
    }

    [Fact]
    public void An_API_node_reads_the_log_levels_again_at_SIGHUP_as_a_silo_does()
    {
        IServiceCollection[] programs = [ApiNode.CreateBuilder([]).Services, ActorsHost.CreateBuilder([]).Services];

        Assert.All(programs, program => Assert.Single(program, service => service.ImplementationType == typeof(LogLevels)));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("HS256", "Tokens:MasterKey must be 32 random bytes in base64, for instance from 'openssl rand -base64 32'.")]
    public async Task An_API_node_needs_the_master_key_only_where_it_verifies_with_it(string algorithm, params string[] lines)
    {
        await using var app = ApiNode.CreateBuilder([.. Database, "--Tokens:MasterKey=", "--Tokens:Algorithm", algorithm]).Build();

        var refused = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(lines, refused is null ? [] : StartupErrors.Lines(refused));
    }

    private static async Task<TimeSpan> PatienceOfAnApiNodeAsync(params string[] options)
    {
        await using var app = ApiNode.CreateBuilder(options).Build();
        return app.Services.GetRequiredService<IOptions<ClusterClientOptions>>().Value.Patience;
    }
}
