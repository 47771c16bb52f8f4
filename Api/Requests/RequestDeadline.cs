using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Actors.Api.Requests;

/// <summary>
/// Cancels what a request does when its time is up: that of its endpoint's <see cref="RequestTimeoutAttribute"/>, else <see cref="RequestOptions.Timeout"/>.
/// What comes of it is answered as every failure is, with 504.
/// </summary>
/// <remarks>
/// In place of the framework's own, which makes a token and sets a timer for every request. Most of ours are answered from memory, and nothing
/// on their way asks for a token: here it is made, and its time watched, for those that do.
/// </remarks>
internal sealed class RequestDeadline(RequestDelegate next, IOptions<RequestOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (TimeFor(context.GetEndpoint()) is not { } time)
        {
            await next(context);
            return;
        }

        var client = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        using var limited = new LimitedLifetime(client, time);
        context.Features.Set<IHttpRequestLifetimeFeature>(limited);

        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(client);
        }
    }

    private TimeSpan? TimeFor(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null ? null
        : endpoint?.Metadata.GetMetadata<RequestTimeoutAttribute>()?.Timeout ?? options.Value.Timeout;

    /// <summary>Ends when the client's does, or when the time that has run since it was made is up.</summary>
    private sealed class LimitedLifetime(IHttpRequestLifetimeFeature client, TimeSpan time) : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly Lock _lock = new();
        private CancellationTokenSource? _ends;
        private CancellationToken? _set;

        public CancellationToken RequestAborted
        {
            get => _set ?? Ends().Token;
            set => _set = value;
        }

        public void Abort() => client.Abort();

        public void Dispose() => _ends?.Dispose();

        private CancellationTokenSource Ends()
        {
            lock (_lock)
            {
                if (_ends is null)
                {
                    _ends = CancellationTokenSource.CreateLinkedTokenSource(client.RequestAborted);
                    CancelAfter(_ends, time - Stopwatch.GetElapsedTime(_started));
                }

                return _ends;
            }

            static void CancelAfter(CancellationTokenSource ends, TimeSpan left)
            {
                if (left > TimeSpan.Zero)
                {
                    ends.CancelAfter(left);
                }
                else
                {
                    ends.Cancel();
                }
            }
        }
    }
}
