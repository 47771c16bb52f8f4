using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Actors.Tests.Embedded;

public class ClientTests
{
    [Fact]
    public async Task A_client_finds_the_silo_of_its_process()
    {
        using var silo = Build(b => b.UseOrleans(s => s.UseLocalhostClustering(clusterId: "client-test")));
        await silo.StartAsync();
        using var client = Build(b => b.UseOrleansClient(c => c.UseLocalhostClustering(clusterId: "client-test")));
        await client.StartAsync();

        Assert.Equal(2, await client.Services.GetRequiredService<IClusterClient>().GetGrain<Calls.ICallGrain>("k").TaskOfAsync(1));

        await client.StopAsync();
        await silo.StopAsync();
    }

    [Fact]
    public async Task A_client_without_a_silo_does_not_start()
    {
        using var client = Build(b => b.UseOrleansClient(c => c.UseLocalhostClustering(clusterId: "nobody")));

        var exception = await Assert.ThrowsAsync<OrleansConfigurationException>(() => client.StartAsync());
        Assert.Contains("nobody", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_silos_of_one_process_are_two_clusters()
    {
        using var one = Build(b => b.UseOrleans(s => s.UseLocalhostClustering().AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("other")));
        using var two = Build(b => b.UseOrleans(s => s.UseLocalhostClustering().AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("other")));
        await one.StartAsync();
        await two.StartAsync();

        await one.Services.GetRequiredService<IGrainFactory>().GetGrain<Storage.INoteGrain>("k").WriteAsync("one");

        Assert.StartsWith("/ ", await two.Services.GetRequiredService<IGrainFactory>().GetGrain<Storage.INoteGrain>("k").ReadAsync(), StringComparison.Ordinal);
        await one.StopAsync();
        await two.StopAsync();
    }

    private static IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder);
        return builder.Build();
    }
}
