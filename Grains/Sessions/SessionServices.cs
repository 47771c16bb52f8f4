using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Sessions;

internal static class SessionServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSection<SessionOptions>(SessionOptions.Section);

        services.AddSingleton<IValidateOptions<SessionOptions>, ValidateSessionOptions>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<SessionMeter>();
        services.AddSingleton<IJsonTypeInfoResolver>(SessionStateJson.Default);

        return services.AddChainHead<SessionState>(
            SessionGrain.GrainTypeName,
            "session",
            chain => Ids.IsId(chain, Ids.Session) ? chain : null,
            state => state.Audit,
            last => last.Type == "session.end" || last is { Type: "session.refresh", Outcome: "refresh_reused" });
    }
}
