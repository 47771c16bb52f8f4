using Actors.Api;
using Actors.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Requests;

/// <summary>No service lives for one request: so no request needs a scope, and none is made.</summary>
public sealed class ProcessServicesTests
{
    [Fact]
    public async Task A_request_has_the_services_of_the_process()
    {
        await using var process = new ServiceCollection().BuildServiceProvider();
        IServiceProvider? seen = null;
        var app = new ApplicationBuilder(process).UseProcessServices();
        app.Run(context =>
        {
            seen = context.RequestServices;
            return Task.CompletedTask;
        });

        // As a server makes it: with a factory that would give it a scope.
        var context = new DefaultHttpContext { ServiceScopeFactory = process.GetRequiredService<IServiceScopeFactory>() };
        await app.Build()(context);

        Assert.Same(process, seen);
    }

    [Fact]
    public void None_of_ours_is_made_for_a_request() => Assert.DoesNotContain(
        new ServiceCollection().AddActorsApi(),
        service => service.Lifetime == ServiceLifetime.Scoped && service.ServiceType.Assembly.GetName().Name!.StartsWith("Actors", StringComparison.Ordinal));
}
