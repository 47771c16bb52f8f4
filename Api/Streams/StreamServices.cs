using Actors.Api.Access;
using Actors.Api.Tokens;

namespace Actors.Api.Streams;

/// <summary>What every stream of events needs of its process.</summary>
/// <param name="Grains">Whom it asks.</param>
/// <param name="Identity">Says in whose name it is, each time that something is told.</param>
/// <param name="Tokens">Know the request's token without its text.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Stopping">Ends when the process begins to stop.</param>
internal sealed record StreamServices(IGrainFactory Grains, Identity Identity, BearerTokens Tokens, TimeProvider Clock, CancellationToken Stopping)
{
    public static StreamServices Of(IServiceProvider services) => new(
        services.GetRequiredService<IGrainFactory>(),
        services.GetRequiredService<Identity>(),
        services.GetRequiredService<BearerTokens>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
