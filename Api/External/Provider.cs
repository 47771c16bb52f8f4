using System.Net.Http.Headers;
using System.Text;
using Actors.External;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.External;

/// <summary>One OpenID provider: what it says of itself and its keys, fetched when needed and kept for a while, and what is asked of it.</summary>
internal sealed class Provider(string name, ProviderOptions options, ProviderHttp http, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>How often a key id that is not known may cause a look.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _loading = new(1);
    private Snapshot? _snapshot;

    public string Name => name;

    public ProviderOptions Options => options;

    /// <exception cref="ProviderException">It cannot be reached, or tells of another issuer.</exception>
    public async ValueTask<ProviderMetadata> MetadataAsync(CancellationToken cancellationToken) =>
        (await SnapshotAsync(MaxAge, cancellationToken)).Metadata;

    /// <summary>The keys that its ID tokens may be signed with; looks again when it has none of this id.</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> KeysAsync(string? kid, CancellationToken cancellationToken)
    {
        var known = await SnapshotAsync(MaxAge, cancellationToken);

        return kid is not null && !known.Keys.Any(k => k.KeyId == kid)
            ? (await SnapshotAsync(MinAge, cancellationToken)).Keys
            : known.Keys;
    }

    /// <summary>Redeems the code (RFC 6749, 4.1.3, with RFC 7636).</summary>
    public async Task<ProviderTokens> RedeemAsync(string code, PendingSignIn pending, CancellationToken cancellationToken)
    {
        var metadata = await MetadataAsync(cancellationToken);
        var request = new HttpRequestMessage(HttpMethod.Post, metadata.TokenEndpoint);

        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = pending.RedirectUri,
            ["code_verifier"] = pending.CodeVerifier,
        };

        if (options.ClientSecret is { Length: > 0 } secret && metadata.TakesBasic)
        {
            // RFC 6749, 2.3.1: both are form-encoded first.
            var pair = $"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = options.ClientId!;

            if (options.ClientSecret is { Length: > 0 } posted)
            {
                form["client_secret"] = posted;
            }
        }

        request.Content = new FormUrlEncodedContent(form);
        return await http.SendAsync<ProviderTokens>(request, cancellationToken);
    }

    /// <summary>The claims of the UserInfo endpoint; null when there is none (OpenID Connect Core 1.0, 5.3).</summary>
    public async Task<ProviderClaims?> UserInfoAsync(string accessToken, CancellationToken cancellationToken)
    {
        if ((await MetadataAsync(cancellationToken)).UserInfoEndpoint is not { } endpoint)
        {
            return null;
        }

        var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync<ProviderClaims>(request, cancellationToken);
    }

    public void Dispose() => _loading.Dispose();

    private async ValueTask<Snapshot> SnapshotAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (_snapshot is { } known && clock.GetUtcNow() - known.At < maxAge)
        {
            return known;
        }

        await _loading.WaitAsync(cancellationToken);

        try
        {
            return _snapshot is { } loaded && clock.GetUtcNow() - loaded.At < maxAge
                ? loaded
                : _snapshot = await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var metadata = await http.GetAsync<ProviderMetadata>($"{options.Issuer!.TrimEnd('/')}/.well-known/openid-configuration", cancellationToken);

        if (!metadata.IsOf(options.Issuer!))
        {
            throw new ProviderException($"The discovery document of {options.Issuer} is of another issuer, or names addresses that are not https.");
        }

        return new Snapshot(metadata, ProviderKeys.Read(await http.GetTextAsync(metadata.JwksUri!, cancellationToken)), clock.GetUtcNow());
    }

    private sealed record Snapshot(ProviderMetadata Metadata, IReadOnlyList<SecurityKey> Keys, DateTimeOffset At);
}
