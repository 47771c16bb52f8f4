using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Actors.Health;
using Actors.Silo.Probes.Webhooks;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Health;

public sealed class WebhookTests : IAsyncDisposable
{
    private const string Secret = "a secret of thirty-two letters!!";

    private readonly ManualClock _clock = new();
    private readonly Receiver _receiver = new();
    private readonly HttpClient _client;
    private readonly WebhookSender _sender;

    public WebhookTests()
    {
        _client = new HttpClient(_receiver) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new HealthOptions();
        options.Webhook.Url = new Uri("https://pager.example.com/hook");
        options.Webhook.Secret = Secret;
        _sender = new WebhookSender(Options.Create(options), _client, _clock, NullLogger<WebhookSender>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.StopAsync(CancellationToken.None);
        _sender.Dispose();
        _client.Dispose();
        _receiver.Dispose();
    }

    [Fact]
    public async Task A_change_is_sent_signed()
    {
        await _sender.StartAsync(CancellationToken.None);
        _sender.OnChanged(Change("db"));

        var request = await _receiver.NextAsync(HttpStatusCode.NoContent);
        var body = JsonSerializer.Deserialize<JsonElement>(request.Body);

        Assert.Equal("probe.changed", body.GetProperty("type").GetString());
        Assert.Equal(
            """{"probe":"db","kind":"tcp","critical":true,"previous_status":"HEALTHY","status":"UNHEALTHY","detail":"connection refused"}""",
            body.GetProperty("data").GetRawText());
        Assert.Equal($"{_clock.GetUtcNow().ToUnixTimeSeconds()}", request.Header("webhook-timestamp"));

        var signed = $"{request.Header("webhook-id")}.{request.Header("webhook-timestamp")}.{request.Body}";
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed));
        Assert.Equal("v1," + Convert.ToBase64String(expected), request.Header("webhook-signature"));
    }

    [Fact]
    public void The_signature_is_that_of_the_specification() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1614265330),
                """{"test": 2432232314}"""u8));

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(null)]
    public async Task What_is_not_taken_is_sent_again_under_the_same_id_after_ever_longer_pauses(HttpStatusCode? answer)
    {
        await _sender.StartAsync(CancellationToken.None);
        _sender.OnChanged(Change("db"));
        var ids = new List<string>();

        foreach (var pause in new[] { 1, 2, 4, 8, 16, 32 })
        {
            var (request, pending) = await _receiver.ReadAsync();
            ids.Add(request.Header("webhook-id"));
            var waits = _clock.TimerSetAsync();
            pending.SetResult(answer);

            await waits;
            Assert.Equal(_clock.GetUtcNow() + TimeSpan.FromSeconds(pause), _clock.NextDue);
            _clock.Advance(TimeSpan.FromSeconds(pause));
        }

        ids.Add((await _receiver.NextAsync(answer)).Header("webhook-id"));
        Assert.Single(ids.Distinct());

        // The seventh was the last.
        _sender.OnChanged(Change("another"));
        Assert.Contains("another", (await _receiver.NextAsync(HttpStatusCode.OK)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_not_sent_again_and_the_next_follows()
    {
        await _sender.StartAsync(CancellationToken.None);
        _sender.OnChanged(Change("first"));
        _sender.OnChanged(Change("second"));

        Assert.Contains("first", (await _receiver.NextAsync(HttpStatusCode.BadRequest)).Body, StringComparison.Ordinal);
        Assert.Contains("second", (await _receiver.NextAsync(HttpStatusCode.OK)).Body, StringComparison.Ordinal);
    }

    private ProbeChange Change(string name) =>
        new(name, ProbeKinds.Tcp, true, HealthStatus.Healthy, HealthStatus.Unhealthy, _clock.GetUtcNow(), "connection refused");

    /// <summary>Answers each request as the test says; null for a connection that breaks.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        private readonly Channel<(Request Request, TaskCompletionSource<HttpStatusCode?> Answer)> _requests =
            Channel.CreateUnbounded<(Request, TaskCompletionSource<HttpStatusCode?>)>();

        public Task<(Request Request, TaskCompletionSource<HttpStatusCode?> Answer)> ReadAsync() =>
            _requests.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

        public async Task<Request> NextAsync(HttpStatusCode? answer)
        {
            var (request, pending) = await ReadAsync();
            pending.SetResult(answer);
            return request;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.Single());
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var answer = new TaskCompletionSource<HttpStatusCode?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _requests.Writer.TryWrite((new Request(headers, body), answer));

            return await answer.Task is { } status ? new HttpResponseMessage(status) : throw new HttpRequestException("broken");
        }
    }

    private sealed record Request(Dictionary<string, string> Headers, string Body)
    {
        public string Header(string name) => Headers[name];
    }
}
