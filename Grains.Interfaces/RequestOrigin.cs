namespace Actors;

/// <summary>Where a request came from: what the audit log keeps of it.</summary>
/// <param name="RequestId">The request's id, as in the answer's X-Request-ID.</param>
/// <param name="Ip">The caller's address.</param>
/// <param name="UserAgent">The caller's program as it named itself, cut to 256 characters.</param>
/// <param name="ActorId">The user who is signed in, if anyone is.</param>
/// <param name="Reason">Why an administrator does it, in their own words; told to nobody else.</param>
/// <param name="SessionId">The session in whose name the request goes on; null with an API key.</param>
[GenerateSerializer, Immutable, Alias("RequestOrigin")]
public sealed record RequestOrigin(string? RequestId, string? Ip, string? UserAgent, string? ActorId, string? Reason = null, string? SessionId = null)
{
    /// <summary>The program itself, without a request.</summary>
    public static readonly RequestOrigin System = new(null, null, null, null);
}
