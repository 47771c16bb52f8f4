using System.IdentityModel.Tokens.Jwt;
using Actors.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

internal static class BearerServices
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddBearerTokens(this IServiceCollection services)
    {
        // The older reader renames `sub` to a long URI unless it is told not to; the newer one has an option of its own, which follows this.
        JwtSecurityTokenHandler.DefaultMapInboundClaims = false;

        services.AddSingleton<VerifiedTokens>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<KeyPoll>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyPoll>());

        AddHandler(services);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<TokenOptions>, SigningKeys, VerifiedTokens, TimeProvider>(Configure);

        return services;
    }

    private static void AddHandler(IServiceCollection services)
    {
        // A request is authenticated where its endpoint asks for it, and nowhere before: no scheme is the default one.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);

        // The core alone: the whole would keep keys for cookies, which nothing here uses.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
#pragma warning disable CS0618 // The older handler asks for this clock; the newer one takes the TimeProvider.
        services.TryAddSingleton<ISystemClock, SystemClock>();
#pragma warning restore CS0618
        services.AddSingleton<IAuthenticationConfigurationProvider, NoOtherConfiguration>();
        new AuthenticationBuilder(services).AddJwtBearer();
    }

    private static void Configure(
        JwtBearerOptions bearer, IOptions<TokenOptions> tokens, SigningKeys keys, VerifiedTokens verified, TimeProvider clock)
    {
        bearer.RequireHttpsMetadata = false;
        bearer.SaveToken = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidTypes = ["at+jwt"],
            ValidIssuer = tokens.Value.Issuer,
            ValidAudience = tokens.Value.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            ClockSkew = ClockSkew,
            NameClaimType = "sub",
            RoleClaimType = "roles",

            // Keys come from our own ring alone: what a token says of keys (jku, x5u, jwk) is never looked at.
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),

            // A key is for the one algorithm that it was made for, whatever a token says, and whatever is configured by now:
            // after a change the keys of before are good until their last token has expired, and sign until the new one may.
            AlgorithmValidator = (algorithm, key, _, _) => algorithm == VerificationKeys.AlgorithmOf(key),
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires, clock.GetUtcNow().UtcDateTime),
        };
        bearer.Events = new BearerEvents(keys, verified);
    }

    private static bool IsInTime(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now < end + ClockSkew && (notBefore is not { } start || start <= now + ClockSkew);
}
