using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

internal sealed class HttpCheck : IProbeCheck, IDisposable
{
    private static readonly (string Scheme, int Port)[] Schemes = [("http", 80), ("https", 443)];

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        // A new connection each time, straight to the target and to no other: that is what is checked.
        PooledConnectionLifetime = TimeSpan.Zero,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = 32,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Kind => ProbeKinds.Http;

    public string? Refuse(string? target) => ProbeUri.Refuse(target, Schemes);

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, Schemes);
        var page = new UriBuilder(ProbeUri.Complete(probe.Target!, "http")) { UserName = "", Password = "", Fragment = "" };
        using var request = new HttpRequestMessage(HttpMethod.Get, page.Uri);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("actors-health", null));

        if (target.User is not null || target.Password is not null)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.User}:{target.Password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        var detail = string.Create(CultureInfo.InvariantCulture, $"status {status}");

        return (status is >= 200 and < 400 ? CheckResult.Healthy(detail) : CheckResult.Unhealthy(detail)).With("status_code", status);
    }

    public void Dispose() => _client.Dispose();
}
