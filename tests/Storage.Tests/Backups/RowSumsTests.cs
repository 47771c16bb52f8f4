using Actors.Silo.Storage.Backups;

namespace Actors.Tests.Storage.Backups;

public sealed class RowSumsTests
{
    private static readonly BackupTable States = BackupTable.All[0];

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{ "b": 2, "a": 1 }""")]
    [InlineData("1.50", "15e-1")]
    [InlineData("1e3", "1000")]
    [InlineData("-0.0", "0")]
    [InlineData("0.00012E+2", "1.2e-2")]
    [InlineData("\"\\u00e9\"", "\"é\"")]
    public void What_says_the_same_adds_up_to_the_same(string one, string other) => Assert.Equal(SumOf(one), SumOf(other));

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("1", "10")]
    [InlineData("1", "-1")]
    [InlineData("12345678901234567890.1", "12345678901234567890.2")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1,[2]]", "[[1],2]")]
    [InlineData("null", "{}")]
    [InlineData("""{"a":""}""", """{"":"a"}""")]
    public void What_says_something_else_adds_up_to_something_else(string one, string other) => Assert.NotEqual(SumOf(one), SumOf(other));

    [Fact]
    public void The_order_of_rows_makes_no_difference_and_their_number_does()
    {
        Assert.Equal(SumOf("1", "2", "3"), SumOf("3", "1", "2"));
        Assert.NotEqual(SumOf("1", "1"), SumOf("1"));
        Assert.NotEqual(SumOf("1", "1"), SumOf("2", "2"));
    }

    private static TableSum SumOf(params string[] payloads)
    {
        var sums = new RowSums();
        foreach (var payload in payloads)
        {
            sums.Add(new BackupRow(States, ["t", "k", "n", payload, 1L, DateTimeOffset.UnixEpoch]));
        }

        return sums.Totals["grain_state"];
    }
}
