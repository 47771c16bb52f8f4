using Actors.Api.External;

namespace Actors.Tests.External;

public sealed class ProviderExceptionTests
{
    [Theory]
    [InlineData(null, "no code")]
    [InlineData("access_denied", "access_denied")]
    [InlineData("denied\nforged", "an error that is none")]
    [InlineData("denied\u001b[2J", "an error that is none")]
    [InlineData("\"denied\"", "an error that is none")]
    [InlineData("refusé", "an error that is none")]
    public void A_refusal_tells_the_error_that_was_sent_if_it_is_one(string? sent, string told) =>
        Assert.Equal($"The provider refused: {told}.", ProviderException.Refusal(sent).Message);

    [Fact]
    public void A_long_error_is_not_told() =>
        Assert.Equal("The provider refused: an error that is none.", ProviderException.Refusal(new string('a', 65)).Message);
}
