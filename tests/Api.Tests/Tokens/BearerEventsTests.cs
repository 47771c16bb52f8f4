using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
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
