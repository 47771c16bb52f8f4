using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>A write's preconditions (RFC 9110, 13) and its Idempotency-Key, as the document's grain takes them.</summary>
internal static class Conditions
{
    private const string RetryKeyHeader = "Idempotency-Key";
    private const int LongestRetryKey = 255;

    public static SettingsWrite WriteOf(HttpContext context) =>
        new() { Origin = Origin.Of(context), Condition = Of(context.Request), RetryKey = RetryKeyOf(context.Request) };

    /// <summary>The preconditions alone.</summary>
    public static SettingsCondition Of(HttpRequest request)
    {
        var ifMatch = EntityTags.Parse(request.Headers.IfMatch, weak: false);
        var ifNoneMatch = EntityTags.Parse(request.Headers.IfNoneMatch, weak: true);

        return new SettingsCondition
        {
            IfMatch = ifMatch.Versions,
            MustExist = ifMatch.Any,
            IfNoneMatch = ifNoneMatch.Versions,
            MustNotExist = ifNoneMatch.Any,
        };
    }

    /// <summary>The Idempotency-Key; null when none was sent.</summary>
    public static string? RetryKeyOf(HttpRequest request) => request.Headers[RetryKeyHeader] switch
    {
        [] => null,
        [{ Length: > 0 and <= LongestRetryKey } key] => key,
        _ => throw new ProblemException(new Problem(ErrorCodes.BadRequest, $"{RetryKeyHeader} is one text of 1 to {LongestRetryKey} characters.")),
    };
}
