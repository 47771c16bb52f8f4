using System.Reflection;

namespace Actors.Api.Errors;

/// <summary>Every code that an answer can carry; the one list, also for the pages under <c>/problems/</c>.</summary>
internal static class ErrorCodes
{
    public static readonly ErrorCode BadRequest = new("bad_request", 400, "The request cannot be understood.");
    public static readonly ErrorCode InvalidState = new("invalid_state", 400, "This sign-in was not begun in this browser, was used, or was begun too long ago.");
    public static readonly ErrorCode InvalidMailToken = new("invalid_mail_token", 400, "The token is unknown, used or too old.");
    public static readonly ErrorCode MalformedJson = new("malformed_json", 400, "The body is not valid JSON.");
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, "Credentials are missing.");
    public static readonly ErrorCode InvalidToken = new("invalid_token", 401, "The credentials are not valid, or no longer.");
    public static readonly ErrorCode InvalidCredentials = new("invalid_credentials", 401, "The e-mail address or the password is wrong.");
    public static readonly ErrorCode MfaRequired = new("mfa_required", 401, "A second factor is needed.");
    public static readonly ErrorCode RefreshReused = new("refresh_reused", 401, "The refresh token was used before; the session has been ended.");
    public static readonly ErrorCode ExternalSignInRefused = new("external_sign_in_refused", 401, "The provider did not vouch for anyone.");
    public static readonly ErrorCode ExternalEmailUnverified = new("external_email_unverified", 403, "The provider has not verified an e-mail address of this user.");
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "You are not allowed to do this.");
    public static readonly ErrorCode InsufficientScope = new("insufficient_scope", 403, "The API key lacks a scope that this needs.");
    public static readonly ErrorCode ReauthenticationRequired = new("reauthentication_required", 403, "This needs a recent sign-in.");
    public static readonly ErrorCode AccountSuspended = new("account_suspended", 403, "The account is suspended.");
    public static readonly ErrorCode AccountInactive = new("account_inactive", 403, "The account is not active.");
    public static readonly ErrorCode EmailUnverified = new("email_unverified", 403, "The e-mail address has not been verified.");
    public static readonly ErrorCode RegistrationClosed = new("registration_closed", 403, "Registration is closed.");
    public static readonly ErrorCode InvitationRequired = new("invitation_required", 403, "Registration needs an invitation.");
    public static readonly ErrorCode InvalidInvitation = new("invalid_invitation", 403, "The invitation is unknown, used, too old or for another address.");
    public static readonly ErrorCode NotFound = new("not_found", 404, "There is nothing here.");
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405, "The method is not allowed here.");
    public static readonly ErrorCode NotAcceptable = new("not_acceptable", 406, "No acceptable representation exists.");
    public static readonly ErrorCode RequestTimeout = new("request_timeout", 408, "The request came too slowly.");
    public static readonly ErrorCode Conflict = new("conflict", 409, "The request conflicts with the present state.");
    public static readonly ErrorCode EmailTaken = new("email_taken", 409, "The e-mail address is taken.");
    public static readonly ErrorCode AccountEmailUnverified = new("account_email_unverified", 409, "The account with this e-mail address has not verified it: sign in with its password and verify it first.");
    public static readonly ErrorCode MfaEnabled = new("mfa_enabled", 409, "A second factor is set up already.");
    public static readonly ErrorCode LastAdministrator = new("last_administrator", 409, "The last administrator cannot be removed.");
    public static readonly ErrorCode TestFailed = new("test_failed", 409, "A test of the patch found another value.");
    public static readonly ErrorCode TooManyInvitations = new("too_many_invitations", 409, "There are as many open invitations as there may be.");
    public static readonly ErrorCode TooManyPersonas = new("too_many_personas", 409, "There are as many personas as there may be.");
    public static readonly ErrorCode PreconditionFailed = new("precondition_failed", 412, "The document has changed.");
    public static readonly ErrorCode TooLarge = new("too_large", 413, "The body is too large.");
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported_media_type", 415, "The media type is not supported.");
    public static readonly ErrorCode ValidationFailed = new("validation_failed", 422, "The request has invalid fields.");
    public static readonly ErrorCode IdempotencyKeyReused = new("idempotency_key_reused", 422, "The Idempotency-Key was used for another request.");
    public static readonly ErrorCode AccountLocked = new("account_locked", 423, "The account is locked.");
    public static readonly ErrorCode PreconditionRequired = new("precondition_required", 428, "The write needs a precondition.");
    public static readonly ErrorCode RateLimited = new("rate_limited", 429, "There were too many requests.");
    public static readonly ErrorCode HeadersTooLarge = new("headers_too_large", 431, "The request's headers are too large.");
    public static readonly ErrorCode InternalError = new("internal_error", 500, "Something went wrong on our side.");
    public static readonly ErrorCode StorageUnavailable = new("storage_unavailable", 503, "The store cannot answer now.");
    public static readonly ErrorCode Busy = new("busy", 503, "Too much work is waiting.");
    public static readonly ErrorCode Unavailable = new("unavailable", 503, "A part of the service cannot answer now.");
    public static readonly ErrorCode ProviderUnavailable = new("provider_unavailable", 503, "The OpenID provider cannot be reached now.");
    public static readonly ErrorCode DeadlineExceeded = new("deadline_exceeded", 504, "The request took too long.");

    public static readonly IReadOnlyList<ErrorCode> All =
    [
        .. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(ErrorCode))
            .Select(f => (ErrorCode)f.GetValue(null)!),
    ];

    /// <summary>The code for a status that the framework or the server chose.</summary>
    public static ErrorCode ForStatus(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        429 => RateLimited,
        431 => HeadersTooLarge,
        503 => Unavailable,
        504 => DeadlineExceeded,
        >= 500 => InternalError,
        _ => BadRequest,
    };
}
