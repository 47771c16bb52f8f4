using Actors.Api.Access;
using Actors.Api.Requests;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>A write's preconditions (RFC 9110, 13) and its Idempotency-Key, as the document's grain takes them.</summary>
internal static class Conditions
{
    public static SettingsWrite WriteOf(HttpContext context) =>
        new() { Origin = Origin.Of(context), Condition = Of(context.Request), RetryKey = IdempotencyKey.Of(context.Request) };

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
}
