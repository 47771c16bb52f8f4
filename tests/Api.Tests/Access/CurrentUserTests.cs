using Actors.Api.Access;

namespace Actors.Tests.Access;

public sealed class CurrentUserTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-2, true)]
    [InlineData(-301, false)]
    public void Who_proved_it_ahead_of_the_clock_is_recent_no_longer_than_who_proved_it_before(int secondsAgo, bool isRecent)
    {
        var user = new CurrentUser { UserId = "usr_1", SessionId = "ses_1", AuthenticatedAt = Now.AddSeconds(-secondsAgo) };

        Assert.Equal(isRecent, user.IsRecent(Now, TimeSpan.FromMinutes(5)));
    }
}
