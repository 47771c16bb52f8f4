using System.IO.Compression;
using System.Text;
using Actors.Api.Console;
using Microsoft.Net.Http.Headers;

namespace Actors.Tests.Console;

public sealed class ConsoleFileTests
{
    private static readonly string Script = string.Concat(Enumerable.Repeat("console.log('a lantern');\n", 100));

    private readonly ConsoleFiles _files = new([
        ("index.html", "<!doctype html>"u8.ToArray()),
        ("assets/app-1a2b3c.js", Encoding.UTF8.GetBytes(Script)),
        ("assets/logo-1a2b3c.png", [137, 80, 78, 71]),
    ]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("users")]
    [InlineData("users/usr_1/sessions")]
    public void Every_view_of_the_page_is_the_page(string? path) => Assert.Equal("text/html; charset=utf-8", _files.Find(path)?.MediaType);

    [Theory]
    [InlineData("assets/other.js")]
    [InlineData("../index.html")]
    [InlineData("INDEX.HTML")]
    public void A_file_that_is_not_there_is_not_the_page(string path) => Assert.Null(_files.Find(path));

    [Fact]
    public void A_file_is_kept_for_good_when_its_name_changes_with_it()
    {
        Assert.True(_files.Find("assets/app-1a2b3c.js")!.IsHashed);
        Assert.False(_files.Find("index.html")!.IsHashed);
    }

    [Fact]
    public void A_browser_gets_the_smallest_form_that_it_takes()
    {
        var file = _files.Find("assets/app-1a2b3c.js")!;

        var (brotli, first, _) = file.As(Accepts("gzip, deflate, br"));
        var (gzip, second, _) = file.As(Accepts("gzip, br;q=0"));
        var (plain, third, _) = file.As([]);

        Assert.Equal(("br", "gzip", null), (first, second, third));
        Assert.Equal(Script, Read(new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress)));
        Assert.Equal(Script, Read(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress)));
        Assert.Equal(Script, Encoding.UTF8.GetString(plain));
    }

    [Fact]
    public void Each_form_has_a_tag_of_its_own()
    {
        var file = _files.Find("assets/app-1a2b3c.js")!;

        Assert.Equal(3, new[] { file.As([]).Tag, file.As(Accepts("br")).Tag, file.As(Accepts("gzip")).Tag }.Distinct().Count());
        Assert.NotEqual(file.As([]).Tag, _files.Find("index.html")!.As([]).Tag);
    }

    [Fact]
    public void What_is_compressed_already_is_not_compressed_again() =>
        Assert.Null(_files.Find("assets/logo-1a2b3c.png")!.As(Accepts("br")).Coding);

    private static IList<StringWithQualityHeaderValue> Accepts(string header) => StringWithQualityHeaderValue.ParseList([header]);

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
