using Microsoft.Extensions.DependencyInjection;

namespace Actors.Calls;

internal static class CallServices
{
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<CallMeter>();
        services.AddSingleton<ChangeSignals>();
        services.AddSingleton<IIncomingGrainCallFilter, CallTelemetry>();

        return services;
    }
}
