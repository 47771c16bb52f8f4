using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Actors.Api.Streams;

/// <summary>Writes server-sent events. Ids are versions, so a client that comes back names the last one it saw.</summary>
internal sealed class EventStream(HttpContext context, TimeProvider clock)
{
    public const string MediaType = "text/event-stream";

    /// <summary>How often a stream on which nothing happens says so.</summary>
    public static readonly TimeSpan CommentEvery = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may leave a full buffer as it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PipeWriter _body = context.Response.BodyWriter;

    /// <summary>Makes the answer a stream that nothing on its way gathers or cuts off.</summary>
    public static EventStream Open(HttpContext context, TimeProvider clock)
    {
        StreamTag.Put(context);
        context.Response.ContentType = MediaType;

        // For nginx, which would gather events before it passes them on.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Who reads too slowly is told so; the server would cut the connection without a word.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return new EventStream(context, clock);
    }

    /// <summary>The id that a client saw last; null when it begins to watch.</summary>
    public static long? SinceOf(HttpRequest request) => request.Headers["Last-Event-ID"] switch
    {
        [] or [""] => null,
        [var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw new ProblemException(new Problem(ErrorCodes.BadRequest, "Last-Event-ID is the id of an event that was sent here.")),
    };

    /// <summary>An id without data is no event, but where the client resumes if the connection ends before the first one.</summary>
    public void Begin(long version) => Write(FormattableString.Invariant($"retry: 2000\nid: {version}\n\n"));

    public void Event<T>(string name, long id, T data)
    {
        Write(FormattableString.Invariant($"event: {name}\nid: {id}\ndata: "));
        JsonSerializer.Serialize(new Utf8JsonWriter(_body, new JsonWriterOptions { SkipValidation = true }), data, ApiJson.Options);
        Write("\n\n");
    }

    /// <summary>There are versions in between of which the history does not tell: the client reads the document afresh.</summary>
    public void Reset(long version) => Write(FormattableString.Invariant($"event: reset\nid: {version}\ndata: {{\"version\":{version}}}\n\n"));

    /// <summary>Keeps proxies from closing a connection on which nothing happens.</summary>
    public void Comment() => Write(":\n\n");

    /// <summary>Sends what was written; false when the reader is too slow and has been dropped.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken ends)
    {
        var flush = _body.FlushAsync(context.RequestAborted);

        if (flush.IsCompletedSuccessfully)
        {
            return true;
        }

        var sent = flush.AsTask();

        try
        {
            await sent.WaitAsync(Patience, clock, ends);
            return true;
        }
        catch (TimeoutException)
        {
            // Behind what it has not read yet stands the reason, should it read on; else the connection goes.
            Write("event: dropped\ndata: {\"reason\":\"slow_reader\"}\n\n");
            await sent.WaitAsync(Patience, clock, ends).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

            if (!sent.IsCompleted)
            {
                context.Abort();
            }

            return false;
        }
    }

    /// <summary>The last event.</summary>
    public async Task EndAsync(string name, string reason)
    {
        Write($"event: {name}\ndata: {{\"reason\":\"{reason}\"}}\n\n");
        await FlushAsync(context.RequestAborted);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _body);
}
