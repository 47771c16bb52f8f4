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

    private static string? AgentOf(string sent)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = sent;
        return Origin.Of(context).UserAgent;
    }
}
