using System.Buffers;
using Actors.Api.Requests;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>Every document of a user, each on a line as it is stored, read and sent one after the other.</summary>
internal sealed class ExportResult(IGrainFactory grains, string userId) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var personas = await grains.GetPersonaIndex(userId).ListAsync();
        var response = httpContext.Response;
        response.ContentType = NdJson.MediaType;
        response.Headers.ContentDisposition = "attachment; filename=\"settings.ndjson\"";

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        foreach (var persona in personas)
        {
            if ((await grains.GetSettings(userId, persona).GetAsync()).View is { } view)
            {
                new DocumentText(persona, view).Write(response.BodyWriter);
                response.BodyWriter.Write("\n"u8);
                await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            }
        }
    }
}
