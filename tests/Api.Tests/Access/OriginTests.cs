using System.Net;
using Actors.Api.Access;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.Access;

public sealed class OriginTests
{
    private const int Longest = 256;

    [Theory]
    [InlineData(Longest - 2, Longest)]
    [InlineData(Longest - 1, Longest - 1)]
    [InlineData(Longest, Longest)]
    public void A_user_agent_is_cut_between_two_characters(int before, int kept)
    {
        var sent = new string('a', before) + "😀 and what follows";

        Assert.Equal(sent[..kept], AgentOf(sent));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_a_replacement_character()
    {
        Assert.Equal("a\uFFFD", AgentOf("a\uD83D"));
        Assert.Equal("\uFFFDa", AgentOf("\uDE00a"));
        Assert.Equal("curl/8 😀", AgentOf("curl/8 😀"));
        Assert.Equal("", AgentOf(""));
    }

    [Theory]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:DB8:0:0::7", "2001:db8::7")]
    public void An_IPv4_address_is_recorded_as_such_also_where_a_listener_for_both_kinds_saw_it(string seen, string recorded)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(seen);

        Assert.Equal(recorded, Origin.Of(context).Ip);
    }

    [Fact]
    public void A_request_without_an_address_has_none() => Assert.Null(Origin.Of(new DefaultHttpContext()).Ip);

    private static string? AgentOf(string sent)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = sent;
        return Origin.Of(context).UserAgent;
    }
}
