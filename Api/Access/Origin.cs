using System.Reflection;
using System.Text;

namespace Actors.Api.Access;

/// <summary>A request's origin, as a handler's parameter.</summary>
internal sealed record Origin(RequestOrigin Value)
{
    private const int MaxUserAgentLength = 256;

    public static implicit operator RequestOrigin(Origin origin) => origin.Value;

    public static ValueTask<Origin?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Origin?>(new Origin(Of(context)));

    public static RequestOrigin Of(HttpContext context)
    {
        var user = CurrentUser.Of(context);

        return new RequestOrigin(
            context.TraceIdentifier,
            context.Connection.RemoteIpAddress is { } address ? ClientAddress.Plain(address).ToString() : null,
            Shortened(context.Request.Headers.UserAgent.ToString()),
            user?.UserId,
            SessionId: user?.SessionId);
    }

    /// <summary>Ends between two characters: half of a surrogate pair is no text, and neither store nor log could write it.</summary>
    private static string Shortened(string agent)
    {
        var text = agent.Length <= MaxUserAgentLength
            ? agent
            : agent[..(char.IsHighSurrogate(agent[MaxUserAgentLength - 1]) ? MaxUserAgentLength - 1 : MaxUserAgentLength)];

        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}
