using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Hosting;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Api.Users;
using Actors.External;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.External;

/// <summary>Ends a sign-in with an OpenID provider: takes its answer and, where the account has one, asks for the second factor.</summary>
internal static class CallbackEndpoints
{
    private const int MaxParameterLength = 4096;

    public static void MapExternalCallback(this IEndpointRouteBuilder external)
    {
        external.MapGet("/{provider}/callback", CallbackAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).Unrepeatable()
            .WithSummary("Take the provider's answer: signs in like a password does")
            .FailsWith(
                ErrorCodes.InvalidState,
                ErrorCodes.ExternalSignInRefused,
                ErrorCodes.MfaRequired,
                ErrorCodes.ExternalEmailUnverified,
                ErrorCodes.RegistrationClosed,
                ErrorCodes.AccountSuspended,
                ErrorCodes.AccountInactive,
                ErrorCodes.EmailUnverified,
                ErrorCodes.AccountEmailUnverified,
                ErrorCodes.Conflict,
                ErrorCodes.ProviderUnavailable);
        external.MapPost("/mfa", FinishAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth)
            .WithSummary("Give the second factor that the provider's answer left open").TakesHeaders(SignInEndpoints.DeviceTokenHeader)
            .FailsWith(
                ErrorCodes.InvalidState,
                ErrorCodes.InvalidCredentials,
                ErrorCodes.MfaRequired,
                ErrorCodes.AccountSuspended,
                ErrorCodes.AccountInactive,
                ErrorCodes.EmailUnverified,
                ErrorCodes.Conflict,
                ErrorCodes.AccountLocked);
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> CallbackAsync(
        string provider, HttpContext context, Providers providers, IdTokens idTokens, ExternalAccounts accounts, IGrainFactory grains, ILogger<Provider> log)
    {
        var state = One(context.Request.Query, "state");

        if (providers.Find(provider) is not { } found || !IsState(state))
        {
            return new Problem(ErrorCodes.InvalidState);
        }

        var signIn = grains.GetExternalSignIn(state!);

        if (await signIn.TakeAsync(BrowserSecret.HashOf(context, state!)) is not { } pending || pending.Provider != provider)
        {
            return new Problem(ErrorCodes.InvalidState);
        }

        try
        {
            var claims = await AnswerAsync(found, pending, context, idTokens);
            var identity = new ExternalIdentity(found.Options.Issuer!, claims.Subject!);
            var (userId, refused) = await accounts.FindAsync(identity, claims, Origin.Of(context));

            return refused ?? await SignInAsync(
                context, grains, state!, new HeldSignIn(userId!, identity), new SecondFactorAttempt(ExternalCookies.Device.Read(context, userId!)));
        }
        catch (ProviderException exception)
        {
            log.LogWarning(exception, "A sign-in with {Provider} was refused", provider);
            return exception.IsUnreachable
                ? new Problem(ErrorCodes.ProviderUnavailable) { RetryAfter = TimeSpan.FromSeconds(10) }
                : new Problem(ErrorCodes.ExternalSignInRefused);
        }
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> FinishAsync(
        Body<SecondFactorRequest> body, HttpContext context, AccountLimit limit, IGrainFactory grains)
    {
        var (state, request) = (body.Value.State, body.Value);

        if (!IsState(state) || await grains.GetExternalSignIn(state!).GetHeldAsync(BrowserSecret.HashOf(context, state!)) is not { } held)
        {
            return new Problem(ErrorCodes.InvalidState);
        }

        await limit.TakeAsync(held.UserId);
        var device = SignInEndpoints.DeviceTokenOf(context) ?? ExternalCookies.Device.Read(context, held.UserId);
        var attempt = new SecondFactorAttempt(device, SignInEndpoints.CodeOf(request.TotpCode), SignInEndpoints.CodeOf(request.RecoveryCode));
        return await SignInAsync(context, grains, state!, held, attempt);
    }

    /// <summary>What the provider vouches for.</summary>
    private static async Task<ProviderClaims> AnswerAsync(Provider provider, PendingSignIn pending, HttpContext context, IdTokens idTokens)
    {
        var (query, cancellationToken) = (context.Request.Query, context.RequestAborted);
        var metadata = await provider.MetadataAsync(cancellationToken);

        // RFC 9207: an answer of another provider is not mistaken for this one's.
        if (One(query, "iss") is { } issuer ? issuer != provider.Options.Issuer : metadata.SendsIssuer)
        {
            throw new ProviderException("The answer is another issuer's.");
        }

        if (One(query, "code") is not { } code)
        {
            throw ProviderException.Refusal(One(query, "error"));
        }

        var tokens = await provider.RedeemAsync(code, pending, cancellationToken);
        var keys = await provider.KeysAsync(IdTokens.KeyIdOf(tokens.IdToken), cancellationToken);
        var claims = idTokens.Validate(tokens.IdToken, provider.Options.Issuer!, provider.Options.ClientId!, pending.Nonce, keys);

        if (claims.Email is not null || tokens.AccessToken is null || await provider.UserInfoAsync(tokens.AccessToken, cancellationToken) is not { } info)
        {
            return claims;
        }

        // OpenID Connect Core 1.0, 5.3.2: otherwise it is another user's.
        return info.Subject == claims.Subject ? info : throw new ProviderException("UserInfo is about another user.");
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> SignInAsync(
        HttpContext context, IGrainFactory grains, string state, HeldSignIn held, SecondFactorAttempt attempt)
    {
        var signIn = grains.GetExternalSignIn(state);
        var result = await grains.GetUserExternal(held.UserId).SignInExternallyAsync(held.Identity, attempt, Origin.Of(context));

        switch (result?.Outcome)
        {
            case null:
                return new Problem(ErrorCodes.Conflict);
            case SignInOutcome.SignedIn:
                await signIn.EndAsync();
                BrowserSecret.Take(context, state);
                ExternalCookies.Device.Write(context, held.UserId, result.DeviceToken!);
                return SignInEndpoints.NoStore(context, TokenResponse.Of(result.Tokens!, result.DeviceToken));
            case SignInOutcome.MfaRequired:
                await signIn.HoldAsync(held);
                return new Problem(ErrorCodes.MfaRequired) { Members = new Dictionary<string, string> { ["state"] = state } };
            default:
                return SignInEndpoints.Refusal(result);
        }
    }

    private static bool IsState(string? text) => text?.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static string? One(IQueryCollection query, string name) => query[name] is [{ Length: > 0 and <= MaxParameterLength } value] ? value : null;
}

internal sealed record SecondFactorRequest : IRequestBody
{
    /// <summary>The state that came with <c>mfa_required</c>.</summary>
    public string? State { get; init; }

    public string? TotpCode { get; init; }

    public string? RecoveryCode { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("state", State, 64);
        AccountFields.CheckSecondFactor(errors, TotpCode, RecoveryCode);
    }
}
