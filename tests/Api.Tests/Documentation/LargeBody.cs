using System.Net;
using System.Net.Http.Headers;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>A body that is announced and never sent: the server has to refuse it by its length (RFC 9110, 10.1.1).</summary>
internal sealed class LargeBody : HttpContent
{
    private const long Length = 4L << 30;

    private LargeBody(string mediaType) => Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

    public static async Task<HttpResponseMessage> SendAsync(HttpClient caller, Operation operation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Eventually.Patience }) { BaseAddress = caller.BaseAddress };
        client.DefaultRequestHeaders.Authorization = caller.DefaultRequestHeaders.Authorization;

        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.MadeUpPath) { Content = new LargeBody(operation.MediaType!) };
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new InvalidOperationException("The server asked for a body that is too large.");
}
