namespace Actors.Calls;

/// <summary>What names the HTTP request that a call works for: it travels with the call and those that follow from it, to log lines and spans.</summary>
[GenerateSerializer, Immutable, Alias("calls.RequestLabels")]
public sealed record RequestLabels
{
    private const string Key = "actors.request";

    /// <summary>Those of the code that runs now; null outside of requests.</summary>
    public static RequestLabels? Current => RequestContext.Get(Key) as RequestLabels;

    /// <summary>The request's id, as in the answer's X-Request-ID.</summary>
    [Id(0)] public required string RequestId { get; init; }

    /// <summary>The trace it belongs to, 32 hex digits (W3C Trace Context).</summary>
    [Id(1)] public string? TraceId { get; init; }

    /// <summary>The span that calls, as a <c>traceparent</c> (W3C Trace Context, 3.2); null when the request is not traced.</summary>
    [Id(2)] public string? TraceParent { get; init; }

    /// <summary>Who is signed in.</summary>
    [Id(3)] public string? UserId { get; init; }

    /// <summary>With which session; null with an API key.</summary>
    [Id(4)] public string? SessionId { get; init; }

    /// <summary>Makes these the labels of what the running code calls from now on.</summary>
    public void Enter() => RequestContext.Set(Key, this);
}
