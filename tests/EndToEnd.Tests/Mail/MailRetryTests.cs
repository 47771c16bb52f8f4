using Actors.Silo.Mail;

namespace Actors.Tests.Mail;

public sealed class MailRetryTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(9, 2560)]
    [InlineData(10, 3600)]
    [InlineData(100, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void The_wait_doubles_up_to_an_hour(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), MailRetry.WaitAfter(attempt, chance: 0.5));

    [Fact]
    public void Mails_of_one_outage_are_spread()
    {
        Assert.Equal(TimeSpan.FromSeconds(8), MailRetry.WaitAfter(1, chance: 0));
        Assert.Equal(TimeSpan.FromSeconds(12), MailRetry.WaitAfter(1, chance: 1));
    }
}
