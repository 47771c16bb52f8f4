using Actors.Api.Requests;

namespace Actors.Tests.Requests;

public sealed class FieldErrorsTests
{
    [Theory]
    [InlineData("🎉", 200, true)]
    [InlineData("🎉", 201, false)]
    [InlineData("é", 200, true)]
    [InlineData("é", 201, false)]
    public void A_length_is_counted_in_code_points(string character, int count, bool fits)
    {
        var errors = new FieldErrors();

        Assert.Equal(fits, errors.Limit("display_name", string.Concat(Enumerable.Repeat(character, count)), 200));
        Assert.Equal(fits, errors.All.Count == 0);
    }
}
