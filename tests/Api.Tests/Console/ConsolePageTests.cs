using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Console;

public sealed partial class ConsolePageTests(Service service)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly HttpClient _client = service.NewClient();

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/")]
    [InlineData("/console/users/usr_019aa3c2")]
    public async Task Every_view_is_the_page_under_a_strict_policy(string path)
    {
        using var page = await _client.GetAsync(path);

        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Equal(Policy, page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        var html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=|https?://", html);
    }

    [Fact]
    public async Task A_file_of_the_page_is_kept_for_good_and_sent_compressed()
    {
        var path = Script().Match(await _client.GetStringAsync("/console")).Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new("gzip"), new("br") } } };

        using var file = await _client.SendAsync(request);

        Assert.Equal("text/javascript; charset=utf-8", file.Content.Headers.ContentType?.ToString());
        Assert.Equal("br", Assert.Single(file.Content.Headers.ContentEncoding));
        Assert.Equal("public, max-age=31536000, immutable", file.Headers.CacheControl?.ToString());
        Assert.Equal(["Accept-Encoding"], file.Headers.Vary);
    }

    [Fact]
    public async Task Who_has_the_page_is_not_sent_it_again()
    {
        using var page = await _client.GetAsync("/console");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console") { Headers = { IfNoneMatch = { page.Headers.ETag! } } };

        using var again = await _client.SendAsync(request);
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/console"));

        Assert.Equal((304, 200), ((int)again.StatusCode, (int)head.StatusCode));
        Assert.Equal(page.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_and_not_the_page()
    {
        using var gone = await _client.GetAsync("/console/assets/index-of-yesterday.js");
        using var written = await _client.PutAsync("/console", null);

        await gone.IsProblemAsync(404, "not_found");
        await written.IsProblemAsync(405, "method_not_allowed");
    }

    [GeneratedRegex("<script[^>]* src=\"(/console/assets/[^\"]+)\"")]
    private static partial Regex Script();
}
