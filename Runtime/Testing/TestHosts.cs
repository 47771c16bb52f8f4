using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Makes the hosts of a test cluster.</summary>
internal static class TestHosts
{
    private const int FirstPort = 10_000;

    public static async Task<InProcessSiloHandle> StartSiloAsync(Cluster cluster, InProcessTestClusterOptions options, short number)
    {
        var silo = new InProcessTestSiloSpecificOptions
        {
            SiloName = number == 0 ? "Primary" : $"Secondary_{number}",
            SiloPort = FirstPort + number,
        };
        var host = await StartAsync(silo.SiloName, cluster, options, builder =>
        {
            options.SiloHostConfigurationDelegates.ForEach(configure => configure(silo, builder));
            builder.UseOrleans();
            builder.Services.Configure<SiloOptions>(o => o.SiloName = silo.SiloName);
            builder.Services.Configure<EndpointOptions>(o => o.SiloPort = silo.SiloPort);
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        });
        return new InProcessSiloHandle
        {
            Name = silo.SiloName,
            InstanceNumber = number,
            SiloHost = host,
            SiloAddress = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
        };
    }

    public static Task<IHost> StartClientAsync(Cluster cluster, InProcessTestClusterOptions options) =>
        StartAsync("TestClusterClient", cluster, options, builder =>
        {
            options.ClientHostConfigurationDelegates.ForEach(configure => configure(builder));
            builder.UseOrleansClient(static _ => { });
        });

    private static async Task<IHost> StartAsync(
        string name, Cluster cluster, InProcessTestClusterOptions options, Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = name,
            EnvironmentName = Environments.Development,
            DisableDefaults = true,
        });
        builder.Services.AddSingleton(cluster);
        configure(builder);
        builder.Services.Configure<ClusterOptions>(o =>
        {
            o.ClusterId = options.ClusterId;
            o.ServiceId = options.ServiceId;
        });

        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
