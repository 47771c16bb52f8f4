using Actors.RateLimits;
using Actors.Storage;
using Microsoft.Net.Http.Headers;
using Orleans.Storage;

namespace Actors.Api.Hosting;

/// <summary>
/// Makes the calls of requests again when the silo that should have answered stops or is gone: what was lost, if the request may be made
/// twice, being a read, or a write that says itself what shall be there. What is lost again, or may not be repeated, becomes a 503.
/// </summary>
internal sealed class LostCallRetry(IHttpContextAccessor requests, TimeProvider clock) : CallRetry(clock)
{
    protected override bool Concerns(IOutgoingGrainCallContext context) => context.SourceId is null;

    protected override bool MayRepeat(IOutgoingGrainCallContext context, OrleansException failure) =>
        failure is not (InconsistentStateException or StorageUnavailableException) && MayRepeat(requests.HttpContext) && !Counts(context);

    /// <summary>What a bucket takes or is given back counts each time, in whatever request.</summary>
    private static bool Counts(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType == typeof(IRateLimitGrain)
        && context.MethodName is nameof(IRateLimitGrain.TakeAsync) or nameof(IRateLimitGrain.RefundAsync);

    private static bool MayRepeat(HttpContext? request) =>
        request is not null
        && request.GetEndpoint()?.Metadata.GetMetadata<Unrepeatable>() is null
        && (HttpMethods.IsGet(request.Request.Method)
            || HttpMethods.IsHead(request.Request.Method)
            // With a condition the second try would meet what the first has left.
            || (HttpMethods.IsPut(request.Request.Method)
                && !request.Request.Headers.ContainsKey(HeaderNames.IfMatch)
                && !request.Request.Headers.ContainsKey(HeaderNames.IfNoneMatch)));
}
