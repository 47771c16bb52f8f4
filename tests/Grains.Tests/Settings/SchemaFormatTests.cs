using Actors.Settings.Schemas;

namespace Actors.Tests.Settings;

public sealed class SchemaFormatTests
{
    [Theory]
    [InlineData("http://example.com/?q=%E2%82%AC")]
    [InlineData("http://user:pw@host:80/p/;x=1//q?a=/?#f?/")]
    [InlineData("HTTP://EXAMPLE.COM/%c3%a9/a'b(c)*")]
    [InlineData("ldap://[2001:db8::7]/c=GB?objectClass?one")]
    [InlineData("http://[::ffff:192.0.2.1]:80/")]
    [InlineData("http://[v1.a:b]/")]
    [InlineData("http://[V1F.a]")]
    [InlineData("tel:+1-816-555-1212")]
    [InlineData("mailto:a@b.c")]
    [InlineData("urn:oasis:names:specification:docbook:dtd:xml:4.1.2")]
    [InlineData("a:b")]
    [InlineData("x:y")]
    [InlineData("a:b:c")]
    [InlineData("https:")]
    [InlineData("https:?q")]
    [InlineData("foo://")]
    [InlineData("file:/etc")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http:/a")]
    [InlineData("http:/")]
    [InlineData("http://user@/x")]
    [InlineData("http://example.com:/")]
    [InlineData("http://example.com:65536/")]
    [InlineData("http://256.1.1.1/")]
    [InlineData("http://a..b_c/")]
    public void A_URI_is_what_RFC_3986_says(string text) => Assert.True(SchemaFormats.Fits("uri", text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(":a")]
    [InlineData("//a/b")]
    [InlineData("1http://a")]
    [InlineData("http://a\r\n")]
    [InlineData("http://a\n")]
    [InlineData("urn:x ")]
    [InlineData(" urn:x")]
    [InlineData("http://a b")]
    [InlineData("http://a/%zz")]
    [InlineData("http://a/%4")]
    [InlineData("http://a/é")]
    [InlineData("http://a/<>")]
    [InlineData("http://a/{x}")]
    [InlineData("http://a/|")]
    [InlineData("http://a/\\b")]
    [InlineData("http://a/[b]")]
    [InlineData("http://a#b#c")]
    [InlineData("http://a:80:90/")]
    [InlineData("http://a:b/")]
    [InlineData("http://a@b@c/")]
    [InlineData("http://[::1")]
    [InlineData("http://[:::]/")]
    [InlineData("http://[::1]a/")]
    [InlineData("http://[fe80::1%25en0]/")]
    [InlineData("http://[v1]/")]
    [InlineData("x:[a]")]
    public void What_is_no_URI_does_not_fit(string text) => Assert.False(SchemaFormats.Fits("uri", text));

    [Theory]
    [InlineData("date-time", "2026-11-20T21:05:00Z")]
    [InlineData("date", "2026-11-20")]
    [InlineData("time", "21:05:00Z")]
    [InlineData("duration", "P1D")]
    [InlineData("email", "ann@example.com")]
    [InlineData("email", "ann@[127.0.0.1]")]
    [InlineData("hostname", "example.com")]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380")]
    [InlineData("ipv4", "127.0.0.1")]
    [InlineData("ipv6", "::1")]
    [InlineData("ipv6", "::ffff:192.0.2.1")]
    [InlineData("uri", "urn:x")]
    public void White_space_around_is_no_part_of_a_format(string format, string text)
    {
        Assert.True(SchemaFormats.Fits(format, text));
        Assert.All([" ", "\n", "\r\n", "\t", "\0"], space => Assert.False(SchemaFormats.Fits(format, text + space) || SchemaFormats.Fits(format, space + text)));
    }
}
