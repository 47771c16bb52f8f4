using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>The header by which a caller makes repeating a write safe.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>The key; null when none was sent.</summary>
    /// <exception cref="ProblemException">400 when there are several, or one that is empty or too long.</exception>
    public static string? Of(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ Length: > 0 and <= MaxLength } key] => key,
        _ => throw new ProblemException(new Problem(ErrorCodes.BadRequest, $"{Header} is one text of 1 to {MaxLength} characters.")),
    };
}
