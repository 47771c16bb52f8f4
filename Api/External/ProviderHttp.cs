using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Actors.Api.External;

/// <summary>Calls to providers: short, bounded, and never led elsewhere.</summary>
internal sealed class ProviderHttp(HttpMessageHandler handler) : IDisposable
{
    private const int MaxAnswerBytes = 256 * 1024;
    private const char ByteOrderMark = '\uFEFF';
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(handler)
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    public ProviderHttp()
        : this(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
    {
    }

    public Task<T> GetAsync<T>(string url, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);

    public async Task<string> GetTextAsync(string url, CancellationToken cancellationToken) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);

    /// <exception cref="ProviderException">There was no answer, or none that is a JSON object of this kind.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;

        try
        {
            return JsonSerializer.Deserialize<T>(await SendAsync(request, cancellationToken))
                ?? throw new ProviderException($"{host} answered with null.");
        }
        catch (JsonException exception)
        {
            throw new ProviderException($"{host} answered with something else than the JSON that was asked for.", inner: exception);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>JSON is UTF-8 (RFC 8259, 8.1), whatever the header calls it; one that names an encoding which nobody knows cannot be read by its word.</summary>
    private static string TextOf(byte[] json) => Encoding.UTF8.GetString(json).TrimStart(ByteOrderMark);

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

            try
            {
                using var response = await _client.SendAsync(request, cancellationToken);
                var status = (int)response.StatusCode;

                return response.IsSuccessStatusCode
                    ? TextOf(await response.Content.ReadAsByteArrayAsync(cancellationToken))
                    : throw new ProviderException($"{request.RequestUri!.Host} answered {status} to {request.RequestUri.AbsolutePath}.", isUnreachable: status >= 500);
            }
            // An address may have a host that no name server could be asked for.
            catch (Exception exception) when (exception is HttpRequestException or UriFormatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new ProviderException($"{request.RequestUri!.Host} cannot be reached: {exception.Message}", isUnreachable: true, exception);
            }
        }
    }
}
