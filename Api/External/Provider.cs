using System.Net.Http.Headers;
using System.Text;
using Actors.External;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.External;

/// <summary>One OpenID provider: what it says of itself and its keys, fetched when needed and kept for a while, and what is asked of it.</summary>
/// <remarks>It is asked once for all who wait, and what was fetched goes on to count while it cannot be asked: one that hangs holds nobody up for long.</remarks>
internal sealed class Provider(string name, ProviderOptions options, ProviderHttp http, TimeProvider clock, ILogger<Provider> log)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>How often a key id that is not known may cause a look.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(1);

    /// <summary>How long what was fetched counts while it cannot be fetched anew.</summary>
    private static readonly TimeSpan MaxOutage = TimeSpan.FromDays(1);

    /// <summary>How long one that could not be reached is not asked again.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private volatile Snapshot? _snapshot;
    private volatile Failure? _failure;
    private Task<Snapshot>? _loading;

    public string Name => name;

    public ProviderOptions Options => options;

    /// <exception cref="ProviderException">It cannot be reached, or tells of another issuer.</exception>
    public async ValueTask<ProviderMetadata> MetadataAsync(CancellationToken cancellationToken) =>
        (await SnapshotAsync(MaxAge, MaxOutage, cancellationToken)).Metadata;

    /// <summary>The keys that its ID tokens may be signed with; looks again when it has none of this id, or a token names none (OpenID Connect Core 1.0, 10.1).</summary>
    public async ValueTask<IReadOnlyList<SecurityKey>> KeysAsync(string? kid, CancellationToken cancellationToken)
    {
        var known = await SnapshotAsync(kid is null ? MinAge : MaxAge, MaxOutage, cancellationToken);

        return kid is not null && !known.Keys.Any(k => k.KeyId == kid)
            ? (await SnapshotAsync(MinAge, MinAge, cancellationToken)).Keys
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

    /// <summary>What was fetched less than <paramref name="maxAge"/> ago; while it cannot be fetched anew, less than <paramref name="oldest"/> ago.</summary>
    private async ValueTask<Snapshot> SnapshotAsync(TimeSpan maxAge, TimeSpan oldest, CancellationToken cancellationToken)
    {
        if (_snapshot is { } known && IsWithin(known.Since, maxAge))
        {
            return known;
        }

        try
        {
            return await RefreshAsync(maxAge).WaitAsync(cancellationToken);
        }
        catch (ProviderException) when (_snapshot is { } old && IsWithin(old.Since, oldest))
        {
            return old;
        }
    }

    private Task<Snapshot> RefreshAsync(TimeSpan maxAge)
    {
        lock (_turn)
        {
            if (_snapshot is { } loaded && IsWithin(loaded.Since, maxAge))
            {
                return Task.FromResult(loaded);
            }

            if (_failure is { } failed && IsWithin(failed.Since, PauseAfterFailure))
            {
                return Task.FromException<Snapshot>(new ProviderException(failed.Exception.Message, failed.Exception.IsUnreachable, failed.Exception));
            }

            return _loading is { IsCompleted: false } running ? running : _loading = LoadAsync();
        }
    }

    /// <summary>Whoever waits may go away; this goes on for the others, and ends by the time limit of its calls.</summary>
    private async Task<Snapshot> LoadAsync()
    {
        try
        {
            var metadata = await http.GetAsync<ProviderMetadata>($"{options.Issuer!.TrimEnd('/')}/.well-known/openid-configuration", CancellationToken.None);

            if (!metadata.IsOf(options.Issuer!))
            {
                throw new ProviderException($"The discovery document of {options.Issuer} is of another issuer, or names addresses that are not https.");
            }

            var keys = ProviderKeys.Read(await http.GetTextAsync(metadata.JwksUri!, CancellationToken.None));
            return _snapshot = new Snapshot(metadata, keys, clock.GetUtcNow(), clock.GetTimestamp());
        }
        catch (ProviderException exception)
        {
            _failure = new Failure(exception, clock.GetTimestamp());

            if (_snapshot is { } old)
            {
                log.LogWarning(exception, "The provider {Provider} cannot be asked anew; what it told at {At} counts for up to a day", name, old.At);
            }

            throw;
        }
    }

    // As a timestamp: what is young stays so when somebody sets the clock, and becomes old.
    private bool IsWithin(long since, TimeSpan age) => clock.GetElapsedTime(since) < age;

    private sealed record Snapshot(ProviderMetadata Metadata, IReadOnlyList<SecurityKey> Keys, DateTimeOffset At, long Since);

    private sealed record Failure(ProviderException Exception, long Since);
}
