namespace Actors.Bench.RateLimits;

/// <summary>What Kestrel does for an answer of the same sizes that needs no thought: the yardstick for a check.</summary>
internal static class BareEndpoint
{
    private static readonly byte[] Answer =
        """{"allowed":true,"limit":1000000,"remaining":999999,"reset_after_ms":1,"retry_after_ms":0}"""u8.ToArray();

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();

        app.MapPost("/bare", async context =>
        {
            var read = await context.Request.BodyReader.ReadAsync();

            while (!read.IsCompleted)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await context.Request.BodyReader.ReadAsync();
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = Answer.Length;
            await context.Response.BodyWriter.WriteAsync(Answer);
        });

        await app.RunAsync($"http://127.0.0.1:{port}");
        return 0;
    }
}
