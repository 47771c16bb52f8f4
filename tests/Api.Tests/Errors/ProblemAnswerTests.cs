using Actors.Api.Errors;
using Actors.Storage;
using Actors.Users;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests.Errors;

/// <summary>What becomes of what a handler or a grain throws, and of a refusal without a body.</summary>
public sealed class ProblemAnswerTests
{
    private const string Inside = "a detail that is nobody's business";

    public static TheoryData<Exception, int, string, int> Temporary => new()
    {
        { new TimeoutException(Inside), 503, "unavailable", 1 },
        { new SiloUnavailableException(Inside), 503, "unavailable", 1 },
        { new InconsistentStateException(Inside), 503, "unavailable", 1 },
        { new StorageUnavailableException(Inside), 503, "storage_unavailable", 5 },
        { new HashingBusyException(TimeSpan.FromSeconds(7)), 503, "busy", 7 },
        { new OperationCanceledException(Inside), 504, "deadline_exceeded", 1 },
    };

    [Theory]
    [MemberData(nameof(Temporary))]
    public async Task What_may_go_better_later_says_when_to_come_back(Exception thrown, int status, string code, int seconds)
    {
        var (context, body) = await AnswerAsync(thrown);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal($"{seconds}", context.Response.Headers.RetryAfter);
        Assert.Contains($"\"code\":\"{code}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Inside, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_tells_nothing_of_itself()
    {
        var (context, body) = await AnswerAsync(new InvalidOperationException(Inside));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal(0, context.Response.Headers.RetryAfter.Count);
        Assert.DoesNotContain(Inside, body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_went_away_is_answered_nothing()
    {
        var (context, body) = await AnswerAsync(new OperationCanceledException(), isGone: true);

        Assert.Equal((499, ""), (context.Response.StatusCode, body));
    }

    [Fact]
    public async Task A_refusal_without_a_body_gets_one_and_another_keeps_its_own()
    {
        var (_, bare) = await AnswerAsync(Refuse(contentType: null));
        var (_, own) = await AnswerAsync(Refuse("text/plain"));

        Assert.Contains("\"code\":\"not_found\"", bare, StringComparison.Ordinal);
        Assert.Empty(own);

        static RequestDelegate Refuse(string? contentType) => context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = contentType;
            return Task.CompletedTask;
        };
    }

    private static Task<(HttpContext Context, string Body)> AnswerAsync(Exception thrown, bool isGone = false) => AnswerAsync(_ => throw thrown, isGone);

    private static async Task<(HttpContext Context, string Body)> AnswerAsync(RequestDelegate handler, bool isGone = false)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(isGone) };
        context.Response.Body = body;

        await new ProblemAnswers(handler, Microsoft.Extensions.Logging.Abstractions.NullLogger<ProblemAnswers>.Instance).InvokeAsync(context);

        await context.Response.BodyWriter.FlushAsync();

        return (context, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
