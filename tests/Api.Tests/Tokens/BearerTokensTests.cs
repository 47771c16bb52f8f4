using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.Tokens;

public sealed class BearerTokensTests : IAsyncLifetime
{
    private const string Text = "head.body.signature";

    private GrainCluster _cluster = null!;
    private VerifiedTokens _verified = null!;
    private SigningKeys _keys = null!;
    private BearerTokens _tokens = null!;
    private string _kid = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _verified = new VerifiedTokens(_cluster.Clock);
        _keys = new SigningKeys(_cluster.Grains, _verified, _cluster.Clock);
        _tokens = NodeTokens.Of(_cluster, _keys, _verified);
        _kid = (await _keys.RefreshAsync()).Keys[0].Kid;
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_was_being_verified_while_its_key_was_withdrawn_is_not_remembered()
    {
        var token = Verified(TimeSpan.FromHours(1));
        _tokens.Remember(Text, token);
        Assert.NotNull(_verified.Find(Text));

        await _cluster.Grains.GetKeyRing().RevokeAsync(_kid, RequestOrigin.System);
        await _keys.RefreshAsync();
        _tokens.Remember(Text, token);

        Assert.Null(_verified.Find(Text));
    }

    [Fact]
    public async Task A_request_that_lasts_goes_on_without_the_text_of_its_token_for_as_long_as_with_it()
    {
        var named = _tokens.Remember(Text, Verified(TimeSpan.FromMinutes(1)));
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {Text}";

        _tokens.DropText(context);

        Assert.True(BearerToken.TextOf(context.Request.Headers.Authorization.ToString()).IsEmpty);
        Assert.Equal(named, await _tokens.AuthenticateAsync(context));
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await _tokens.AuthenticateAsync(context));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await _tokens.AuthenticateAsync(context));
    }

    [Fact]
    public async Task A_request_without_a_token_names_nobody() => Assert.Null(await _tokens.AuthenticateAsync(new DefaultHttpContext()));

    private VerifiedToken Verified(TimeSpan lifetime)
    {
        var now = _cluster.Clock.GetUtcNow();
        return new VerifiedToken(Ids.New(Ids.User, now), Ids.New(Ids.Session, now), _kid, "actors", "actors", now + lifetime, now);
    }
}
