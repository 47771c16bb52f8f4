using Actors.Sessions;
using Actors.Storage;
using Actors.Users;
using Microsoft.AspNetCore.Connections;
using Orleans.Storage;

namespace Actors.Api.Errors;

/// <summary>
/// The one place where an exception becomes an answer, and where the refusals that the framework makes without a body (unknown routes, methods,
/// media types) get one. What an exception says is for the log; the answer says only what kind it was.
/// </summary>
internal sealed class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);

            if (IsBareRefusal(context.Response))
            {
                await new Problem(ErrorCodes.ForStatus(context.Response.StatusCode)).ExecuteAsync(context);
            }
        }
        catch (Exception exception) when (HasGone(context, exception))
        {
            // Nobody reads an answer, and the log line needs a status.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = Of(exception);

            if (problem.Code.Status >= 500)
            {
                log.LogError(exception, "The request failed with {Code}", problem.Code.Code);
            }

            context.Response.ContentLength = null;
            await problem.ExecuteAsync(context);
        }
    }

    internal static Problem Of(Exception exception) => exception switch
    {
        ProblemException refused => refused.Problem,
        BadHttpRequestException bad => new Problem(ErrorCodes.ForStatus(bad.StatusCode)),
        HashingBusyException busy => new Problem(ErrorCodes.Busy) { RetryAfter = busy.RetryAfter },
        SessionEndedException => new Problem(ErrorCodes.InvalidToken),
        StorageUnavailableException => new Problem(ErrorCodes.StorageUnavailable) { RetryAfter = TimeSpan.FromSeconds(5) },
        InconsistentStateException => new Problem(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) },
        TimeoutException or OrleansException => new Problem(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) },
        OperationCanceledException => new Problem(ErrorCodes.DeadlineExceeded) { RetryAfter = TimeSpan.FromSeconds(1) },
        _ => new Problem(ErrorCodes.InternalError),
    };

    /// <summary>Whether the client went away, while it was awaited or in the middle of what it sent.</summary>
    private static bool HasGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException
        || (exception is OperationCanceledException or (IOException and not BadHttpRequestException) && context.RequestAborted.IsCancellationRequested);

    private static bool IsBareRefusal(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null } && string.IsNullOrEmpty(response.ContentType);
}
