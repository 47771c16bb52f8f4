using System.Text;
using Actors.Api.External;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.External;

/// <summary>A provider that cannot be asked for a while; the clock is the test's.</summary>
public sealed class ProviderTests : IDisposable
{
    private const string Issuer = "https://issuer.example";

    private readonly ManualClock _clock = new();
    private readonly Answers _answers = new();
    private readonly ProviderHttp _http;
    private readonly Provider _provider;

    public ProviderTests()
    {
        _http = new ProviderHttp(_answers);
        _provider = new Provider("own", new ProviderOptions { Issuer = Issuer, ClientId = "actors" }, _http, _clock, NullLogger<Provider>.Instance);
    }

    public void Dispose()
    {
        _http.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public async Task One_that_hangs_is_asked_once_for_all_who_wait_and_not_again_for_five_seconds()
    {
        _answers.Held = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => MetadataAsync()).ToArray();

        _answers.IsDown = true;
        _answers.Held.SetResult();

        foreach (var one in waiting)
        {
            Assert.True((await Assert.ThrowsAsync<ProviderException>(() => one)).IsUnreachable);
        }

        _answers.IsDown = false;
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.True((await Assert.ThrowsAsync<ProviderException>(MetadataAsync)).IsUnreachable);
        Assert.Equal(1, _answers.Asked);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Issuer, (await MetadataAsync()).Issuer);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_puts_off_no_question()
    {
        _answers.IsDown = true;
        await Assert.ThrowsAsync<ProviderException>(MetadataAsync);
        _answers.IsDown = false;
        _clock.SetBack(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await MetadataAsync();

        _clock.SetBack(TimeSpan.FromDays(1));
        _clock.Advance(TimeSpan.FromHours(1));
        await MetadataAsync();
        // The first, which failed, and the two of which each had the discovery document and the keys.
        Assert.Equal(5, _answers.Asked);
    }

    [Fact]
    public async Task Who_goes_away_takes_the_answer_from_nobody_else()
    {
        _answers.Held = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var (first, second) = (_provider.MetadataAsync(gone.Token).AsTask(), MetadataAsync());

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _answers.Held.SetResult();

        Assert.Equal(Issuer, (await second).Issuer);
        Assert.Equal(2, _answers.Asked);
    }

    [Fact]
    public async Task What_it_told_counts_for_a_day_while_it_cannot_be_asked_but_not_for_a_key_that_it_did_not_tell_of()
    {
        await MetadataAsync();
        _answers.IsDown = true;
        _clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal(Issuer, (await MetadataAsync()).Issuer);
        Assert.Equal("one", Assert.Single(await KeysAsync("one")).KeyId);
        Assert.Single(await KeysAsync(null));
        Assert.True((await Assert.ThrowsAsync<ProviderException>(() => KeysAsync("two"))).IsUnreachable);

        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<ProviderException>(MetadataAsync);
        await Assert.ThrowsAsync<ProviderException>(() => KeysAsync("one"));
    }

    [Fact]
    public async Task It_is_asked_anew_each_hour_and_for_a_key_that_it_did_not_tell_of_each_minute()
    {
        await KeysAsync("one");
        await KeysAsync("two");
        Assert.Equal(2, _answers.Asked);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await KeysAsync("one");
        await KeysAsync("two");
        Assert.Equal(4, _answers.Asked);

        _clock.Advance(TimeSpan.FromHours(1));
        await MetadataAsync();
        Assert.Equal(6, _answers.Asked);
    }

    [Fact]
    public async Task It_is_asked_anew_each_minute_for_tokens_that_name_no_key()
    {
        await KeysAsync(null);
        await KeysAsync(null);
        Assert.Equal(2, _answers.Asked);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await KeysAsync(null);
        Assert.Equal(4, _answers.Asked);
    }

    [Fact]
    public async Task One_whose_address_has_a_host_that_can_be_none_is_out_of_reach()
    {
        using var http = new ProviderHttp();

        var refused = await Assert.ThrowsAsync<ProviderException>(() => http.GetTextAsync("https://\u2488com/keys", CancellationToken.None));

        Assert.True(refused.IsUnreachable);
    }

    [Theory]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"none of them\"")]
    [InlineData("text/plain; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task Its_JSON_is_UTF_8_whatever_it_calls_that(string mediaType)
    {
        _answers.MediaType = mediaType;

        Assert.Equal(Issuer, (await MetadataAsync()).Issuer);
        Assert.Equal("one", Assert.Single(await KeysAsync("one")).KeyId);
    }

    private Task<ProviderMetadata> MetadataAsync() => _provider.MetadataAsync(CancellationToken.None).AsTask();

    private async Task<IEnumerable<Microsoft.IdentityModel.Tokens.SecurityKey>> KeysAsync(string? kid) => await _provider.KeysAsync(kid, CancellationToken.None);

    /// <summary>The discovery document and the key set, unless the provider hangs or is down.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private int _asked;

        public int Asked => _asked;

        public bool IsDown { get; set; }

        public string MediaType { get; set; } = "application/json";

        public TaskCompletionSource? Held { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);

            if (Held is { } held)
            {
                await held.Task.WaitAsync(cancellationToken);
            }

            return IsDown
                ? throw new HttpRequestException("It is down.")
                : new HttpResponseMessage { Content = ContentOf(request.RequestUri!.AbsolutePath == "/keys" ? Keys : Discovery) };
        }

        private ByteArrayContent ContentOf(string json)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
            return content;
        }

        private const string Keys = """{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"one","x":"AAAA","y":"AAAA"}]}""";

        private const string Discovery =
            $$"""{"issuer":"{{Issuer}}","authorization_endpoint":"{{Issuer}}/auth","token_endpoint":"{{Issuer}}/token","jwks_uri":"{{Issuer}}/keys"}""";
    }
}
