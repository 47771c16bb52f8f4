using System.Text;
using Actors.Api.Documentation;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.Documentation;

public sealed class KeptAnswerTests
{
    [Fact]
    public async Task An_answer_is_made_once_and_is_the_same_for_everybody()
    {
        var made = 0;
        var kept = new KeptAnswer(context =>
        {
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync($"made {++made} times");
        });

        var first = await AskAsync(kept, HttpMethods.Get);
        var again = await AskAsync(kept, HttpMethods.Get);
        var head = await AskAsync(kept, HttpMethods.Head);

        Assert.Equal(("text/plain", (long?)12, "made 1 times"), first);
        Assert.Equal(first, again);
        Assert.Equal((first.Type, first.Length, ""), head);
    }

    [Fact]
    public async Task What_could_not_be_made_is_tried_again()
    {
        var tries = 0;
        var kept = new KeptAnswer(context => ++tries == 1 ? throw new OperationCanceledException() : context.Response.WriteAsync("made"));

        await Assert.ThrowsAsync<OperationCanceledException>(() => AskAsync(kept, HttpMethods.Get));

        Assert.Equal("made", (await AskAsync(kept, HttpMethods.Get)).Text);
    }

    private static async Task<(string? Type, long? Length, string Text)> AskAsync(KeptAnswer kept, string method)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Response.Body = body;

        await kept.InvokeAsync(context);

        return (context.Response.ContentType, context.Response.ContentLength, Encoding.UTF8.GetString(body.ToArray()));
    }
}
