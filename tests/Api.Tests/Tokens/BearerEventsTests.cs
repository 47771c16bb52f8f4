using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Tests.Tokens;

public sealed class BearerEventsTests
{
    private const string Text = "head.body.signature";

    [Fact]
    public async Task A_token_that_was_being_verified_while_its_key_was_withdrawn_is_not_remembered()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var verified = new VerifiedTokens(cluster.Clock);
        using var keys = new SigningKeys(cluster.Grains, verified, cluster.Clock);
        var kid = (await keys.RefreshAsync()).Keys[0].Kid;
        var validated = Validated(keys.Find(kid).Single(), cluster.Clock.GetUtcNow().AddHours(1));
        var events = new BearerEvents(keys, verified);

        await events.TokenValidated(validated);
        Assert.NotNull(verified.Find(Text));
        await cluster.Grains.GetKeyRing().RevokeAsync(kid, RequestOrigin.System);
        await keys.RefreshAsync();
        await events.TokenValidated(validated);

        Assert.Null(verified.Find(Text));
    }

    [Fact]
    public async Task A_request_that_lasts_goes_on_without_the_text_of_its_token_for_as_long_as_with_it()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var verified = new VerifiedTokens(cluster.Clock);
        using var keys = new SigningKeys(cluster.Grains, verified, cluster.Clock);
        var kid = (await keys.RefreshAsync()).Keys[0].Kid;
        var validated = Validated(keys.Find(kid).Single(), cluster.Clock.GetUtcNow().AddMinutes(1));
        await new BearerEvents(keys, verified).TokenValidated(validated);
        var context = validated.HttpContext;
        context.RequestServices = new ServiceCollection().AddSingleton(verified).AddSingleton(keys).AddSingleton<TimeProvider>(cluster.Clock).BuildServiceProvider();

        BearerToken.DropText(context);

        Assert.True(BearerToken.TextOf(context.Request).IsEmpty);
        Assert.Equal(BearerToken.Of(validated.Principal)?.SessionId, (await BearerToken.AuthenticateAgainAsync(context))?.SessionId);
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await BearerToken.AuthenticateAgainAsync(context));
        cluster.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await BearerToken.AuthenticateAgainAsync(context));
    }

    private static TokenValidatedContext Validated(SecurityKey key, DateTimeOffset expiresAt)
    {
        var request = new DefaultHttpContext();
        request.Request.Headers.Authorization = $"Bearer {Text}";
        var now = TimeProvider.System.GetUtcNow();
        var claims = new ClaimsIdentity([new("sub", Ids.New(Ids.User, now)), new("sid", Ids.New(Ids.Session, now))]);

        return new TokenValidatedContext(request, new AuthenticationScheme("Bearer", null, typeof(JwtBearerHandler)), new JwtBearerOptions())
        {
            Principal = new ClaimsPrincipal(claims),
            SecurityToken = new JwtSecurityToken(expires: expiresAt.UtcDateTime) { SigningKey = key },
        };
    }
}
