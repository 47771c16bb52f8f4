using System.Globalization;
using System.Text;

namespace Actors.Api.RateLimits;

/// <summary>
/// <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers-10), each a list of RFC 9651: <c>"default";q=60;w=60</c> and
/// <c>"default";r=59;t=1</c>, where <c>t</c> says in how many seconds there is more.
/// </summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string Limit = "RateLimit";

    /// <summary>Writes what a client should know: policies that refuse nothing are not its business, and of two buckets of one policy the fuller one is not.</summary>
    public static void Write(IHeaderDictionary headers, RateLimitVerdict verdict)
    {
        // After a refusal only the one that refused is where its answer says: from the others the request was given back.
        var shown = verdict.IsAdmitted ? verdict.Entries.AsEnumerable() : [verdict.Refusing];
        var tightest = shown
            .Where(entry => entry.Answer.IsAnswered && !entry.Policy.Policy.Shadow)
            .GroupBy(entry => entry.Policy.Name)
            .Select(entries => entries.MinBy(entry => entry.Answer.Decision.Remaining))
            .ToArray();

        if (tightest.Length > 0)
        {
            headers[Policy] = string.Join(", ", tightest.Select(entry => entry.Policy.Header));
            headers[Limit] = string.Join(", ", tightest.Select(Item));
        }
    }

    private static string Item(RateLimitEntry entry)
    {
        var decision = entry.Answer.Decision;
        var item = new StringBuilder(entry.Policy.QuotedName).Append(CultureInfo.InvariantCulture, $";r={decision.Remaining}");

        if (decision.NextAfter > TimeSpan.Zero)
        {
            item.Append(CultureInfo.InvariantCulture, $";t={Seconds(decision.NextAfter)}");
        }

        return item.ToString();
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
