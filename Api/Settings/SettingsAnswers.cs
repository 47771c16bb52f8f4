using Actors.Api.Errors;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>Turns what a document's grain answers into what a client sees.</summary>
internal static class SettingsAnswers
{
    public const string NamesUsedUp =
        "There were as many different names of personas as there may be, with those of personas that were deleted. One of those can be used again.";

    public static IResult ToRead(HttpContext context, string persona, SettingsRead read)
    {
        switch (read.Outcome)
        {
            case SettingsReadOutcome.Found:
                return new DocumentResult(persona, read.View!);
            case SettingsReadOutcome.NotModified:
                context.Response.Headers.ETag = EntityTags.TagOf(read.Version);
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            case SettingsReadOutcome.NotFound:
                return new Problem(ErrorCodes.NotFound, "The persona has no settings.");
            default:
                throw new InvalidOperationException($"Unmapped read outcome '{read.Outcome}'.");
        }
    }

    /// <param name="context">The request.</param>
    /// <param name="persona">Whose document.</param>
    /// <param name="written">The grain's answer.</param>
    /// <param name="root">The pointer to what the grain was given, within the body.</param>
    public static IResult ToWritten(HttpContext context, string persona, SettingsWritten written, string root = "") => written.Outcome switch
    {
        SettingsWriteOutcome.Saved or SettingsWriteOutcome.Created when written.View is null => TypedResults.NoContent(),
        SettingsWriteOutcome.Saved => new DocumentResult(persona, written.View!),
        SettingsWriteOutcome.Created => new DocumentResult(persona, written.View!, CreatedStatus(context.Request)),
        SettingsWriteOutcome.Deleted => TypedResults.NoContent(),
        SettingsWriteOutcome.NotFound => new Problem(ErrorCodes.NotFound, "The persona has no settings, or not that version."),
        SettingsWriteOutcome.VersionConflict => ToStale(context.Response, written.Version),
        SettingsWriteOutcome.PreconditionRequired => new Problem(ErrorCodes.PreconditionRequired, "Name the version that you change in If-Match."),
        SettingsWriteOutcome.Malformed => Refusal(ErrorCodes.MalformedJson, written, root),
        SettingsWriteOutcome.Invalid => Refusal(ErrorCodes.ValidationFailed, written, root),
        SettingsWriteOutcome.TooLarge => Refusal(ErrorCodes.TooLarge, written, root),
        SettingsWriteOutcome.TestFailed => Refusal(ErrorCodes.TestFailed, written, root),
        SettingsWriteOutcome.TooManyPersonas => new Problem(ErrorCodes.TooManyPersonas),
        SettingsWriteOutcome.TooManyNames => new Problem(ErrorCodes.TooManyPersonas, NamesUsedUp),
        SettingsWriteOutcome.RetryKeyReused => new Problem(ErrorCodes.IdempotencyKeyReused),
        _ => throw new InvalidOperationException($"Unmapped write outcome '{written.Outcome}'."),
    };

    /// <summary>412 with the tag of what is there; nothing is at version 0.</summary>
    public static Problem ToStale(HttpResponse response, long version, string? detail = null)
    {
        if (version > 0)
        {
            response.Headers.ETag = EntityTags.TagOf(version);
        }

        return new Problem(ErrorCodes.PreconditionFailed, detail);
    }

    // POST merges and answers like GET; PUT and PATCH tell that they created.
    private static int CreatedStatus(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? StatusCodes.Status200OK : StatusCodes.Status201Created;

    private static Problem Refusal(ErrorCode code, SettingsWritten written, string root) =>
        new(code, written.Errors.IsDefaultOrEmpty ? null : written.Errors[0].Message)
        {
            Errors = [.. written.Errors.Select(e => new FieldError(root + e.Path, e.Code, e.Message))],
        };
}
