using System.Text;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.Requests;

public sealed class FormTests
{
    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("Application/X-WWW-Form-URLencoded; charset=utf-8")]
    public async Task A_form_in_the_body_is_read(string mediaType)
    {
        var form = await Forms.ReadAsync(Request(mediaType, "email=a%40b.example&empty="));

        Assert.Equal("a@b.example", form["email"].ToString());
        Assert.Equal("", form["empty"].ToString());
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b")]
    [InlineData("multipart/form-data", "")]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "a=b")]
    [InlineData("nonsense", "a=b")]
    [InlineData(null, "a=b")]
    public async Task What_does_not_say_that_it_is_one_is_of_the_wrong_media_type(string? mediaType, string body)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Forms.ReadAsync(Request(mediaType, body)));

        Assert.Equal(ErrorCodes.UnsupportedMediaType, refused.Problem.Code);
    }

    [Theory]
    [InlineData("email=%00")]
    [InlineData("email=%ff%fe")]
    [InlineData("%")]
    [InlineData("===&&&=&%zz")]
    public async Task Nonsense_is_read_or_refused(string body)
    {
        var failure = await Record.ExceptionAsync(() => Forms.ReadAsync(Request("application/x-www-form-urlencoded", body)));

        Assert.True(failure is null or ProblemException { Problem.Code.Status: 400 }, failure?.ToString());
    }

    [Fact]
    public async Task A_form_with_too_many_fields_is_refused()
    {
        var fields = string.Join('&', Enumerable.Range(0, 2_000).Select(n => $"f{n}=1"));

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Forms.ReadAsync(Request("application/x-www-form-urlencoded", fields)));

        Assert.Equal(ErrorCodes.BadRequest, refused.Problem.Code);
    }

    private static HttpRequest Request(string? mediaType, string body)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = mediaType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }
}
