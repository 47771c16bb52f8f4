using System.Globalization;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Actors.Health;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Probes.Webhooks;

/// <summary>Sends each change to the configured receiver, in order, again and again until it is taken or given up.</summary>
/// <remarks>It is kept in memory: what a process had not sent when it was killed is not sent. The probes tell the state as it is.</remarks>
internal sealed class WebhookSender(IOptions<HealthOptions> options, HttpClient client, TimeProvider clock, ILogger<WebhookSender> logger)
    : BackgroundService, IProbeListener
{
    private const int MaxWaiting = 1000;
    private const int Attempts = 7;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebhookOptions _options = options.Value.Webhook;
    private readonly Channel<WebhookMessage> _waiting = Channel.CreateBounded<WebhookMessage>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    public void OnChanged(ProbeChange change)
    {
        if (_options.Url is not null)
        {
            _waiting.Writer.TryWrite(WebhookMessage.Of(change));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await SendAsync(message, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is no failure.
        }
    }

    private async Task SendAsync(WebhookMessage message, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(message, stoppingToken);

            if (answer == Answer.Taken)
            {
                return;
            }

            if (answer == Answer.Refused || attempt == Attempts)
            {
                logger.LogError("The webhook {Message} was given up after {Attempts} attempts", message.Id, attempt);
                return;
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, stoppingToken);
        }
    }

    private async Task<Answer> TryAsync(WebhookMessage message, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);

        try
        {
            using var request = Request(message);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);

            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => Answer.Taken,
                408 or 425 or 429 or >= 500 => Answer.Later,
                _ => Answer.Refused,
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            return Answer.Later;
        }
    }

    private HttpRequestMessage Request(WebhookMessage message)
    {
        var now = clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(_options.Secret ?? "", message.Id, now, message.Body));
        return request;
    }

    private enum Answer
    {
        Taken,
        Later,
        Refused,
    }
}
