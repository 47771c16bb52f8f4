using System.Net.Http.Headers;
using System.Text;

namespace Actors.Tests.Requests;

/// <summary>Bodies are UTF-8, and sent as they are.</summary>
public sealed class BodyTypeTests(Service service)
{
    private const string Register = "/api/v1/auth/register";

    [Theory]
    [InlineData(Register, "application/json")]
    [InlineData("/api/v1/settings", "application/json")]
    [InlineData("/api/v1/ratelimits/check", "application/json")]
    [InlineData("/api/v1/admin/users/import", "application/x-ndjson")]
    [InlineData("/api/v1/auth/token", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/auth/introspect", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/auth/revoke", "application/x-www-form-urlencoded")]
    public async Task A_body_in_another_encoding_or_compressed_is_of_the_wrong_type(string path, string mediaType)
    {
        using var client = await service.NewAdministratorAsync();

        using var latin = await SendAsync(client, path, $"{mediaType}; charset=iso-8859-1");
        using var wide = await SendAsync(client, path, $"{mediaType}; charset=utf-16");
        using var compressed = await SendAsync(client, path, mediaType, "gzip");

        await latin.IsProblemAsync(415, "unsupported_media_type");
        await wide.IsProblemAsync(415, "unsupported_media_type");
        await compressed.IsProblemAsync(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    public async Task A_body_in_UTF_8_is_read(string mediaType)
    {
        using var client = service.NewClient();

        using var read = await SendAsync(client, Register, mediaType);

        Assert.Equal(["email:required", "password:required"], (await read.IsProblemAsync(422, "validation_failed")).FieldCodes());
    }

    [Theory]
    [InlineData("{\"email\":\"\u00FF\u00FE@example.com\",\"password\":\"a lantern over cold water\"}")]
    [InlineData("{\"\u00C3\":1}")]
    public async Task A_body_that_is_no_UTF_8_is_no_JSON(string latin)
    {
        using var client = service.NewClient();
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(latin));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var refused = await client.PostAsync(Register, body);

        await refused.IsProblemAsync(400, "malformed_json");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string mediaType, string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        if (coding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(coding);
        }

        return await client.SendAsync(request);
    }
}
