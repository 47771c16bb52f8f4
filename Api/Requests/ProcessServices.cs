using Microsoft.AspNetCore.Http.Features;

namespace Actors.Api.Requests;

/// <summary>Gives every request the services of the process. None of ours lives for one request alone, so a scope for each would only be made and thrown away.</summary>
internal static class ProcessServices
{
    public static IApplicationBuilder UseProcessServices(this IApplicationBuilder app)
    {
        var services = new Services(app.ApplicationServices);

        return app.Use((context, next) =>
        {
            context.Features.Set<IServiceProvidersFeature>(services);
            return next(context);
        });
    }

    private sealed class Services(IServiceProvider process) : IServiceProvidersFeature
    {
        public IServiceProvider RequestServices
        {
            get => process;
            set => throw new NotSupportedException("All requests share the services of the process.");
        }
    }
}
