using Actors.Api.Errors;

namespace Actors.Api.Users.Import;

/// <summary>What became of one line of an import.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Status"><c>created</c>; <c>exists</c>, and nothing was changed; <c>invalid</c>; or <c>failed</c>, and may be sent again.</param>
/// <param name="Id">The account that has the address.</param>
/// <param name="Code">Why it failed.</param>
/// <param name="Errors">What is invalid, one entry a field.</param>
internal sealed record ImportResult(long Line, string Status, string? Id = null, string? Code = null, IReadOnlyList<FieldError>? Errors = null)
{
    public static ImportResult Invalid(long line, params IReadOnlyList<FieldError> errors) =>
        new(line, "invalid", Code: ErrorCodes.ValidationFailed.Code, Errors: errors);

    public static ImportResult Failed(long line, ErrorCode code) => new(line, "failed", Code: code.Code);
}
