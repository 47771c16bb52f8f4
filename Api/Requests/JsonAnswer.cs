using System.Buffers;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Actors.Api.Requests;

/// <summary>200 with a small JSON body, written at once and with its length; the framework's own is made for bodies of any size, and sent in chunks.</summary>
internal sealed class JsonAnswer<T>(T value) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult
{
    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T));

    public int? StatusCode => StatusCodes.Status200OK;

    public object? Value => value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonText.Of(value, Type);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;

        // The server sends it with the head, when the request ends.
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            response.BodyWriter.Write(body);
        }

        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
