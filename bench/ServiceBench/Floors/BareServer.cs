using System.Globalization;
using System.Text;

namespace Actors.Bench.Floors;

/// <summary>What Kestrel does for answers of the same sizes, at the same paths, that need no thought.</summary>
internal static class BareServer
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly byte[] Live = Bytes($$"""{"status":"HEALTHY","pad":"{{new string('x', 80)}}"}""");
    private static readonly byte[] Ready = Bytes($$"""{"status":"HEALTHY","checks":[{"name":"storage","pad":"{{new string('x', 150)}}"}]}""");
    private static readonly byte[] User = Bytes($$"""{"id":"usr_{{new string('0', 32)}}","pad":"{{new string('x', 200)}}"}""");
    private static readonly byte[] Document = Bytes($$"""{"persona":"default","settings":{"pad":"{{new string('x', 1000)}}"},"version":1}""");
    private static readonly byte[] Tokens = Bytes($$"""{"access_token":"{{new string('x', 450)}}","refresh_token":"rt_{{new string('x', 80)}}","expires_in":3600}""");
    private static readonly string Decision = """{"allowed":true,"limit":1000000,"remaining":999999,"reset_after_ms":1,"retry_after_ms":0}""";
    private static readonly byte[] Check = Bytes(Decision);
    private static readonly byte[] Batch = Bytes($$"""{"checks":[{{string.Join(',', Enumerable.Repeat(Decision, 100))}}]}""");

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();

        app.MapGet("/health/live", context => AnswerAsync(context, Live));
        app.MapGet("/health/ready", context => AnswerAsync(context, Ready));
        app.MapGet("/api/v1/auth/me", context => AnswerAsync(context, User));
        app.MapGet("/api/v1/settings", context => context.Request.Headers.IfNoneMatch.Count > 0 ? UnchangedAsync(context) : AnswerAsync(context, Document));
        app.MapPut("/api/v1/personas/load/settings", context => ReadAndAnswerAsync(context, Document));
        app.MapPost("/api/v1/auth/refresh", context => ReadAndAnswerAsync(context, Tokens));
        app.MapPost("/api/v1/ratelimits/check", context => ReadAndAnswerAsync(context, context.Request.ContentLength > 1000 ? Batch : Check));
        app.MapGet("/api/v1/personas/default/settings/watch", WatchAsync);
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture));

        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"The bare server answers on {string.Join(' ', app.Urls)}"));
        await app.RunAsync($"http://127.0.0.1:{port}");
        return 0;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task ReadAndAnswerAsync(HttpContext context, byte[] body)
    {
        var read = await context.Request.BodyReader.ReadAsync();

        while (!read.IsCompleted)
        {
            context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await context.Request.BodyReader.ReadAsync();
        }

        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        await AnswerAsync(context, body);
    }

    private static async Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = Json;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body);
    }

    private static Task UnchangedAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    /// <summary>Begins an answer that has nothing to tell, and holds it until the caller goes.</summary>
    private static async Task WatchAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(":\n\n"u8.ToArray());
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
