using System.Reflection;

namespace Actors.Api.Access;

/// <summary>A request's origin, as a handler's parameter.</summary>
internal sealed record Origin(RequestOrigin Value)
{
    private const int LongestUserAgent = 256;

    public static implicit operator RequestOrigin(Origin origin) => origin.Value;

    public static ValueTask<Origin?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Origin?>(new Origin(Of(context)));

    public static RequestOrigin Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();

        return new RequestOrigin(
            context.TraceIdentifier,
            context.Connection.RemoteIpAddress?.ToString(),
            agent.Length <= LongestUserAgent ? agent : agent[..LongestUserAgent],
            CurrentUser.Of(context)?.UserId);
    }
}
