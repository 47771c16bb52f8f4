using Actors.Api;
using Actors.Api.Access;
using Actors.Silo.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Actors.Tests;

public sealed class AccessRuleTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using var app = ActorsHost.CreateBuilder([]).Build();
        app.UseActorsApi();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToArray();

        Assert.NotEmpty(endpoints);
        Findings.None(endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is null).Select(endpoint => endpoint.DisplayName!));
    }
}
