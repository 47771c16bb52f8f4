using Microsoft.AspNetCore.Http.Features;

namespace Actors.Api.Streams;

/// <summary>Marks the request of a stream: how long it lasted says how long somebody watched, and nothing of how quick the service is.</summary>
internal static class StreamTag
{
    public const string Name = "actors.stream";

    public static void Put(HttpContext context) => context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(Name, true));
}
