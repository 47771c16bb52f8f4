using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Api.Users;
using Actors.RateLimits;
using Actors.Sessions;
using Actors.Tokens;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Actors.Api.Console;

/// <summary>The session of the console's page: an ordinary one, whose refresh token stays in a cookie. The page itself holds the access token alone.</summary>
/// <remarks>Two tabs that refresh at once send the same cookie, and get the same pair: the grace period of refresh tokens is for them too.</remarks>
internal static class ConsoleSession
{
    public const string Path = ConsoleEndpoints.Path + "/session";

    private const string Name = "actors_console";

    private static readonly PathCookie Cookie = new(Name, Path);

    private static readonly DeviceCookie Device = new($"{Name}_device_", Path);

    public static void MapConsoleSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup(Path).RequireOwnPage().AllowAnyone().ExcludeFromDescription();

        session.MapPost("/", SignInAsync).RequireRateLimit(RateLimitTiers.Auth);
        session.MapPost("/refresh", RefreshAsync);
        session.MapDelete("/", SignOutAsync);
    }

    private static async Task<Results<Ok<ConsoleSessionResponse>, Problem>> SignInAsync(
        Body<LoginRequest> body, HttpContext context, IGrainFactory grains, IOptions<TokenOptions> lifetimes)
    {
        var request = body.Value;
        var device = Device.Read(context, request.Email!);
        var result = await SignInEndpoints.SignInAsync(
            context, grains, request.Email!, request.Password!, device, request.TotpCode, request.RecoveryCode);

        if (result.Outcome != SignInOutcome.SignedIn)
        {
            return SignInEndpoints.Refusal(result);
        }

        // Who signs in once more, as for what needs a recent sign-in, does not leave a session behind of which no browser knows.
        await EndAsync(context, grains, "replaced");
        Device.Write(context, request.Email!, result.DeviceToken!);
        return Give(context, result.Tokens!, lifetimes.Value);
    }

    private static async Task<Results<Ok<ConsoleSessionResponse>, Problem>> RefreshAsync(
        HttpContext context, IGrainFactory grains, IOptions<TokenOptions> lifetimes)
    {
        var (tokens, refused) = await TokenEndpoints.SpendAsync(context, grains, Cookie.Read(context));

        if (tokens is null)
        {
            Cookie.Clear(context);
            return refused!;
        }

        return Give(context, tokens, lifetimes.Value);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, IGrainFactory grains)
    {
        await EndAsync(context, grains, "logout");
        Cookie.Clear(context);
        return TypedResults.NoContent();
    }

    /// <summary>Ends the session of the cookie, if it is one.</summary>
    private static async Task EndAsync(HttpContext context, IGrainFactory grains, string reason)
    {
        var sent = Cookie.Read(context);

        if (RefreshTokenText.TryParse(sent, out var token) && grains.GetSession(token.SessionId) is var session && await session.OwnsAsync(sent!))
        {
            await session.RevokeAsync(reason, Origin.Of(context));
        }
    }

    private static Ok<ConsoleSessionResponse> Give(HttpContext context, TokenPair tokens, TokenOptions lifetimes)
    {
        Cookie.Write(context, tokens.RefreshToken, lifetimes.RefreshLifetime);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ConsoleSessionResponse(tokens.AccessToken, tokens.ExpiresIn));
    }
}

/// <summary>What the page may know of its session.</summary>
internal sealed record ConsoleSessionResponse(string AccessToken, int ExpiresIn);
