using System.Text;
using System.Xml.Linq;
using Actors.Mfa;
using Actors.Tokens;

namespace Actors.Tests.Mfa;

public sealed class TotpEnrolmentTests
{
    private readonly MasterKey _master = MasterKey.Parse(MasterKey.Generate());

    // RFC 4648, 10, without the padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_the_RFC(string text, string encoded) =>
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_secret_has_160_bits_and_is_never_the_same()
    {
        var (a, b) = (Begin(), Begin());

        Assert.Matches("^[A-Z2-7]{32}$", a.Secret);
        Assert.NotEqual(a.Secret, b.Secret);
    }

    [Fact]
    public void What_is_stored_opens_to_what_was_shown()
    {
        var enrolment = Begin();

        Assert.Equal(enrolment.Secret, Base32.Encode(TotpEnrolment.Open(_master, "usr_1", enrolment.ProtectedSecret)));
    }

    [Fact]
    public void What_is_stored_is_encrypted_and_of_no_use_to_another_user()
    {
        var enrolment = Begin();

        Assert.DoesNotContain(enrolment.Secret, enrolment.ProtectedSecret, StringComparison.Ordinal);
        Assert.Throws<MasterKeyException>(() => TotpEnrolment.Open(_master, "usr_2", enrolment.ProtectedSecret));
    }

    [Fact]
    public void The_URI_names_issuer_account_and_parameters() =>
        Assert.Equal(
            "otpauth://totp/My%20App%20%26%20Co:alice%2Bx%40example.com?secret=MZXW6&issuer=My%20App%20%26%20Co&algorithm=SHA1&digits=6&period=30",
            TotpEnrolment.Uri("My App & Co", "alice+x@example.com", "MZXW6"));

    [Fact]
    public void A_colon_in_a_name_cannot_pass_for_the_one_between_them() =>
        Assert.StartsWith("otpauth://totp/a%20b:c%20d?", TotpEnrolment.Uri("a:b", "c:d", "MZXW6"), StringComparison.Ordinal);

    [Fact]
    public void The_QR_code_is_one_SVG_element_without_script()
    {
        var svg = XElement.Parse(Begin().QrSvg);

        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal(["path", "rect"], svg.Descendants().Select(e => e.Name.LocalName).Distinct().Order());
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "href");
    }

    [Fact]
    public void Its_text_names_no_secret() =>
        Assert.Equal("TotpEnrolment", Begin().ToString());

    private TotpEnrolment Begin() => TotpEnrolment.Begin(_master, "usr_1", "Actors", "alice@example.com");
}
