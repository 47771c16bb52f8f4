using System.Diagnostics;
using Actors.Api.Requests;
using Actors.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Requests;

/// <summary>When what a request does is cancelled. That it is then answered with 504, <c>DeadlineTests</c> hold.</summary>
public sealed class RequestDeadlineTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Ages = TimeSpan.FromDays(1);

    private readonly Client _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_request_is_cancelled_when_its_time_is_up() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Moment, [], WaitAsync));

    [Fact]
    public async Task The_time_of_the_endpoint_goes_before_that_of_all() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Ages, [new RequestTimeoutAttribute(1)], WaitAsync));

    [Fact]
    public async Task The_time_runs_from_the_beginning_and_not_from_when_it_is_asked_for() =>
        await RunAsync(Moment, [], async context =>
        {
            var begun = Stopwatch.GetTimestamp();
            await Eventually.IsAsync(() => Stopwatch.GetElapsedTime(begun) > Moment, "the end of its time");
            Assert.True(context.RequestAborted.IsCancellationRequested);
        });

    [Fact]
    public async Task A_client_that_goes_away_cancels_its_request() =>
        await RunAsync(Ages, [], context =>
        {
            var token = context.RequestAborted;
            Assert.False(token.IsCancellationRequested);
            _client.Abort();
            Assert.True(token.IsCancellationRequested);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_request_that_is_aborted_from_within_is_aborted() =>
        await RunAsync(Ages, [], context =>
        {
            context.Abort();
            Assert.True(_client.RequestAborted.IsCancellationRequested);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_stream_has_all_the_time_of_its_client() =>
        await RunAsync(Moment, [new DisableRequestTimeoutAttribute()], context =>
        {
            Assert.Equal(_client.RequestAborted, context.RequestAborted);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task What_comes_after_it_sees_the_client_alone()
    {
        var context = Context([]);
        var deadline = new RequestDeadline(_ => Task.FromException(new TimeoutException()), Timeout(Moment));
        await Assert.ThrowsAsync<TimeoutException>(() => deadline.InvokeAsync(context));
        Assert.Same(_client, context.Features.Get<IHttpRequestLifetimeFeature>());
    }

    private static Task WaitAsync(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(Eventually.Patience, context.RequestAborted);

    private static IOptions<RequestOptions> Timeout(TimeSpan time) => Options.Create(new RequestOptions { Timeout = time });

    private Task RunAsync(TimeSpan time, object[] metadata, RequestDelegate request) =>
        new RequestDeadline(request, Timeout(time)).InvokeAsync(Context(metadata));

    private DefaultHttpContext Context(object[] metadata)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(_client);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(metadata), null));
        return context;
    }

    private sealed class Client : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _gone = new();

        public CancellationToken RequestAborted
        {
            get => _gone.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _gone.Cancel();

        public void Dispose() => _gone.Dispose();
    }
}
