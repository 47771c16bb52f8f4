using System.Buffers;
using System.Text.Json;
using Actors.Api.Requests;

namespace Actors.Api.RateLimits;

internal static class CheckWriter
{
    private static readonly TimeSpan RetryUnavailable = TimeSpan.FromSeconds(1);

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<Check> checks, IReadOnlyList<BucketAnswer> answers, bool isBatch)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });

        if (!isBatch)
        {
            Write(json, checks[0], answers[0]);
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("results"u8);

        for (var i = 0; i < checks.Count; i++)
        {
            Write(json, checks[i], answers[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Check check, BucketAnswer answer)
    {
        var policy = check.Policy.Policy;
        var decision = answer.Decision;
        var allowed = check.IsAllowedBy(answer);
        var retryAfter = allowed ? TimeSpan.Zero : answer.IsAnswered ? decision.RetryAfter : RetryUnavailable;

        json.WriteStartObject();
        json.WriteBoolean("allowed"u8, allowed);
        json.WriteNumber("limit"u8, policy.Limit);
        json.WriteNumber("remaining"u8, decision.Remaining);
        json.WriteNumber("reset_after_ms"u8, Milliseconds.RoundedUp(decision.ResetAfter));
        json.WriteNumber("retry_after_ms"u8, Milliseconds.RoundedUp(retryAfter));

        if (!answer.IsAnswered)
        {
            json.WriteBoolean("unavailable"u8, true);
        }

        json.WriteEndObject();
    }
}
