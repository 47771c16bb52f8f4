using System.Text;

namespace Actors.Bench.Http;

/// <summary>What Kestrel does for answers of the same sizes that need no thought: the yardstick.</summary>
internal static class BareServer
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes($$"""{"persona":"default","settings":{"pad":"{{new string('x', 1000)}}"},"version":1}""");
    private static readonly byte[] User = Encoding.UTF8.GetBytes($$"""{"id":"usr_{{new string('0', 32)}}","pad":"{{new string('x', 200)}}"}""");

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();

        app.MapGet("/document", context => AnswerAsync(context, Document));
        app.MapGet("/user", context => AnswerAsync(context, User));
        app.MapPut("/document", async context =>
        {
            var read = await context.Request.BodyReader.ReadAsync();

            while (!read.IsCompleted)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await context.Request.BodyReader.ReadAsync();
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            await AnswerAsync(context, Document);
        });

        await app.RunAsync($"http://127.0.0.1:{port}");
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body);
    }
}
