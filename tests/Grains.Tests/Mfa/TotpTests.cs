using System.Text;
using Actors.Mfa;

namespace Actors.Tests.Mfa;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);

    // RFC 6238, appendix B, the rows of SHA-1; six digits are the last six of the eight.
    [Theory]
    [InlineData(59L, 94287082)]
    [InlineData(1111111109L, 07081804)]
    [InlineData(1111111111L, 14050471)]
    [InlineData(1234567890L, 89005924)]
    [InlineData(2000000000L, 69279037)]
    [InlineData(20000000000L, 65353130)]
    public void The_codes_are_those_of_the_RFC(long seconds, int eightDigits) =>
        Assert.Equal(eightDigits % 1_000_000, Totp.CodeAt(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    // RFC 4226, appendix D.
    [Theory]
    [InlineData(0, 755224)]
    [InlineData(1, 287082)]
    [InlineData(7, 162583)]
    [InlineData(9, 520489)]
    public void The_counters_are_those_of_HOTP(long counter, int code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, counter));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_is_good_one_step_before_and_after(int steps, bool accepted)
    {
        var step = Totp.StepAt(Now) + steps;

        Assert.Equal(accepted ? step : null, Totp.Accept(Secret, Code(step), Now, lastAccepted: null));
    }

    [Fact]
    public void A_code_is_good_once()
    {
        var accepted = Totp.Accept(Secret, Code(Totp.StepAt(Now)), Now, lastAccepted: null);

        Assert.Equal(Totp.StepAt(Now), accepted);
        Assert.Null(Totp.Accept(Secret, Code(Totp.StepAt(Now)), Now, accepted));
        Assert.Null(Totp.Accept(Secret, Code(Totp.StepAt(Now)), Now + TimeSpan.FromSeconds(30), accepted));
    }

    [Fact]
    public void No_earlier_code_is_good_after_a_later_one()
    {
        var accepted = Totp.Accept(Secret, Code(Totp.StepAt(Now) + 1), Now, lastAccepted: null);

        Assert.Null(Totp.Accept(Secret, Code(Totp.StepAt(Now)), Now, accepted));
    }

    [Fact]
    public void The_next_code_is_good_after_it() =>
        Assert.Equal(Totp.StepAt(Now) + 1, Totp.Accept(Secret, Code(Totp.StepAt(Now) + 1), Now, Totp.StepAt(Now)));

    [Fact]
    public void Leading_zeros_count()
    {
        // 07081804.
        var then = DateTimeOffset.FromUnixTimeSeconds(1_111_111_109);

        Assert.NotNull(Totp.Accept(Secret, "081804", then, lastAccepted: null));
        Assert.Null(Totp.Accept(Secret, "81804", then, lastAccepted: null));
    }

    [Fact]
    public void White_space_does_not_count() =>
        Assert.NotNull(Totp.Accept(Secret, " 005 924\n", Now, lastAccepted: null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059245")]
    [InlineData("00592a")]
    [InlineData("-05924")]
    [InlineData("٠٠٥٩٢٤")]
    [InlineData("0 0 5 9 2 4      ")]
    public void What_is_not_six_digits_is_refused(string? typed) =>
        Assert.Null(Totp.Accept(Secret, typed, Now, lastAccepted: null));

    [Fact]
    public void Every_other_code_is_refused()
    {
        var step = Totp.StepAt(Now);
        int[] good = [Totp.CodeAt(Secret, step - 1), Totp.CodeAt(Secret, step), Totp.CodeAt(Secret, step + 1)];

        var accepted = Enumerable.Range(0, 10_000).Select(i => i * 97).Where(code => Totp.Accept(Secret, $"{code:000000}", Now, null) is not null);

        Assert.Equal(good.Where(code => code % 97 == 0 && code / 97 < 10_000).Order(), accepted);
    }

    private static string Code(long step) => $"{Totp.CodeAt(Secret, step):000000}";
}
