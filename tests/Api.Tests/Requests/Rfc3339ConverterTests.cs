using System.Text.Json;
using Actors.Api.Requests;

namespace Actors.Tests.Requests;

public sealed class Rfc3339ConverterTests
{
    [Theory]
    [InlineData("2026-11-20T21:05:00Z", "2026-11-20T21:05:00.000Z")]
    [InlineData("2026-11-20t21:05:00.1239z", "2026-11-20T21:05:00.123Z")]
    [InlineData("2026-11-20T21:05:00.123456789+01:30", "2026-11-20T19:35:00.123Z")]
    public void A_date_with_a_time_and_an_offset_is_a_time(string text, string told)
    {
        Assert.True(Rfc3339Converter.TryParse(text, out var time));
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.Equal(told, Rfc3339.ToText(time));
        Assert.Equal($"\"{told}\"", JsonSerializer.Serialize(time, ApiJson.Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-20")]
    [InlineData("10:00")]
    [InlineData("11/20/2026")]
    [InlineData("2026-11-20T21:05:00")]
    [InlineData("2026-11-20 21:05:00Z")]
    [InlineData("2026-13-20T21:05:00Z")]
    [InlineData("2026-11-20T25:05:00Z")]
    [InlineData(" 2026-11-20T21:05:00Z")]
    [InlineData("2026-11-20T21:05:00Z\n")]
    [InlineData("٢٠٢٦-11-20T21:05:00Z")]
    public void A_text_that_is_no_time_of_RFC_3339_is_refused(string text) => Assert.False(Rfc3339Converter.TryParse(text, out _));
}
