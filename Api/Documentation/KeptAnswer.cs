namespace Actors.Api.Documentation;

/// <summary>
/// An answer that is the same for everybody, made for the first who asks and kept. The framework makes the OpenAPI document anew for each
/// request, which is much work, and the documentation is under no limit.
/// </summary>
internal sealed class KeptAnswer(RequestDelegate make)
{
    private Answer? _kept;

    public async Task InvokeAsync(HttpContext context)
    {
        // Two who come first together make it twice.
        var answer = _kept ??= await MakeAsync(context);
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private async Task<Answer> MakeAsync(HttpContext context)
    {
        var body = context.Response.Body;
        using var made = new MemoryStream();
        context.Response.Body = made;

        try
        {
            await make(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Response.Body = body;
        }

        return new Answer(context.Response.ContentType, made.ToArray());
    }

    private sealed record Answer(string? ContentType, byte[] Body);
}

internal static class KeptAnswers
{
    /// <summary>Makes the endpoint's answer once.</summary>
    public static TBuilder KeepAnswer<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.RequestDelegate = new KeptAnswer(builder.RequestDelegate!).InvokeAsync);
        return endpoint;
    }
}
