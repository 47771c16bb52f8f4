using System.IO.Pipelines;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>The limiter as a service: other programs name a policy and whom to count.</summary>
internal static class CheckEndpoints
{
    public static IEndpointRouteBuilder MapRateLimitChecks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/ratelimits/check", CheckAsync)
            .RequireApiKey(Scopes.RateLimitsCheck)
            .WithTags("Rate limits")
            .WithSummary("Take from a bucket, or look into it; a list of checks is answered by a list, results")
            .Takes(CheckBodies.Check)
            .Produces<CheckAnswer>()
            .FailsWith(ErrorCodes.ValidationFailed);

        return routes;
    }

    private static async Task CheckAsync(HttpContext context, PolicyCache policies, BucketCalls buckets)
    {
        if (!BodyTypes.IsJson(context.Request))
        {
            throw new ProblemException(BodyTypes.Refusal("application/json"));
        }

        var (checks, isBatch) = await ReadAsync(context.Request.BodyReader, policies, context.RequestAborted);
        var answers = await buckets.AskAsync(checks);

        for (var i = 0; i < checks.Count; i++)
        {
            // A bucket that was not heard may take all the same, a little later: who is told no has taken nothing.
            if (!checks[i].IsAllowedBy(answers[i]))
            {
                await buckets.RefundAsync(checks[i].Policy, checks[i].Subject, answers[i]);
            }
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        CheckWriter.Write(context.Response.BodyWriter, checks, answers, isBatch);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async ValueTask<(IReadOnlyList<Check> Checks, bool IsBatch)> ReadAsync(
        PipeReader body, PolicyCache policies, CancellationToken cancellationToken)
    {
        // The server bounds the body's size.
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);

            if (read.IsCompleted)
            {
                try
                {
                    return new CheckReader(policies).Read(read.Buffer);
                }
                finally
                {
                    body.AdvanceTo(read.Buffer.End);
                }
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
