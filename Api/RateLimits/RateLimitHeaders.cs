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

    [ThreadStatic]
    private static (StringBuilder Policies, StringBuilder Limits)? _texts;

    /// <summary>What was told last: nearly all requests are under the same policies.</summary>
    [ThreadStatic]
    private static string? _policies;

    /// <summary>Writes what a client should know: policies that refuse nothing are not its business, and of two buckets of one policy the fuller one is not.</summary>
    public static void Write(IHeaderDictionary headers, RateLimitVerdict verdict)
    {
        var (policies, limits) = _texts ??= (new StringBuilder(), new StringBuilder());
        policies.Clear();
        limits.Clear();

        // After a refusal only the one that refused is where its answer says: from the others most was given back.
        var entries = verdict.IsAdmitted ? verdict.Entries.AsSpan() : verdict.Entries.AsSpan()[^1..];

        for (var i = 0; i < entries.Length; i++)
        {
            if (IsTold(entries[i]) && IsTightest(entries, i))
            {
                Separate(policies).Append(entries[i].Policy.Header);
                Append(Separate(limits), entries[i]);
            }
        }

        if (policies.Length > 0)
        {
            headers[Policy] = _policies = policies.Equals(_policies.AsSpan()) ? _policies : policies.ToString();
            headers[Limit] = limits.ToString();
        }
    }

    /// <summary>Whether no other entry of the same policy has less left; of equals it is the first.</summary>
    private static bool IsTightest(ReadOnlySpan<RateLimitEntry> entries, int index)
    {
        var left = entries[index].Answer.Decision.Remaining;

        for (var i = 0; i < entries.Length; i++)
        {
            var other = entries[i];

            if (i != index && IsTold(other) && other.Policy.Name == entries[index].Policy.Name
                && (other.Answer.Decision.Remaining < left || (other.Answer.Decision.Remaining == left && i < index)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTold(RateLimitEntry entry) => entry.Answer.IsAnswered && !entry.Policy.Policy.Shadow;

    private static StringBuilder Separate(StringBuilder list) => list.Length == 0 ? list : list.Append(", ");

    private static void Append(StringBuilder list, RateLimitEntry entry)
    {
        var decision = entry.Answer.Decision;
        list.Append(entry.Policy.QuotedName).Append(";r=").Append(decision.Remaining);

        if (decision.NextAfter > TimeSpan.Zero)
        {
            list.Append(CultureInfo.InvariantCulture, $";t={(long)Math.Ceiling(decision.NextAfter.TotalSeconds)}");
        }
    }
}
