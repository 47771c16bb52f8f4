using Actors.Users;

namespace Actors.Tests.Users;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("alice@example.com", "alice@example.com")]
    [InlineData("  Alice@Example.COM\t", "alice@example.com")]
    [InlineData("alice@example.com.", "alice@example.com")]
    [InlineData("alice@example.com...", "alice@example.com")]
    [InlineData("ａｌｉｃｅ＠example．com", "alice@example.com")]
    [InlineData("ﬁona@example.com", "fiona@example.com")]
    [InlineData("\u212Aelvin@example.com", "kelvin@example.com")]
    [InlineData("jose\u0301@example.com", "jos\u00e9@example.com")]
    [InlineData("JOS\u00c9@example.com", "jos\u00e9@example.com")]
    [InlineData("ΟΔΟΣ@example.com", "οδοσ@example.com")]
    [InlineData("οδος@example.com", "οδοσ@example.com")]
    [InlineData("info@München.de", "info@xn--mnchen-3ya.de")]
    [InlineData("info@XN--MNCHEN-3YA.DE", "info@xn--mnchen-3ya.de")]
    [InlineData("info@例え。テスト", "info@xn--r8jz45g.xn--zckzah")]
    [InlineData("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")]
    [InlineData("admin@localhost", "admin@localhost")]
    public void An_address_has_one_normal_form(string typed, string normalized) =>
        Assert.Equal(normalized, Parse(typed).Normalized);

    [Theory]
    [InlineData("alice+news@example.com")]
    [InlineData("a.l.i.c.e@example.com")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com")]
    public void Tags_dots_and_signs_of_the_local_part_are_kept(string typed) =>
        Assert.Equal(typed, Parse(typed).Normalized);

    [Theory]
    [InlineData("", "")]
    [InlineData("Ali", "ali")]
    [InlineData(" ali ", "ali")]
    [InlineData("alice@", "alice@")]
    [InlineData("Alice@Example.", "alice@example")]
    [InlineData("JO\u0308RG", "j\u00f6rg")]
    [InlineData("ａｌｉ", "ali")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("j\u00f6rg@b\u00fccher.example.", "j\u00f6rg@xn--bcher-kva.example")]
    [InlineData(" \t", " \t")]
    [InlineData("A\u200b", "a\u200b")]
    public void The_beginning_of_an_address_is_spelled_as_the_normal_form_is(string typed, string prefix) =>
        Assert.Equal(prefix, EmailAddress.PrefixOf(typed));

    [Fact]
    public void Half_a_surrogate_pair_begins_no_address() =>
        Assert.Equal("al\ud800", EmailAddress.PrefixOf("AL\ud800"));

    [Fact]
    public void What_was_typed_is_kept_for_display() =>
        Assert.Equal("Alice@Münch\u0065n.DE.", Parse(" Alice@Münch\u0065n.DE. ").Display);

    [Fact]
    public void The_parts_are_those_of_the_normal_form()
    {
        var address = Parse("Alice+News@München.de");

        Assert.Equal(("alice+news", "xn--mnchen-3ya.de"), (address.LocalPart, address.Domain));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("alice")]
    [InlineData("alice@bob@example.com")]
    [InlineData("@example.com")]
    [InlineData(".alice@example.com")]
    [InlineData("alice.@example.com")]
    [InlineData("al..ice@example.com")]
    [InlineData("\"alice\"@example.com")]
    [InlineData("alice(work)@example.com")]
    [InlineData("Alice<alice@example.com>")]
    [InlineData("alice,bob@example.com")]
    [InlineData("🙂@example.com")]
    [InlineData("al ice@example.com")]
    [InlineData("al\u00a0ice@example.com")]
    [InlineData("al\u200bice@example.com")]
    [InlineData("al\u202eice@example.com")]
    [InlineData("al\u00adice@example.com")]
    [InlineData("alice@exa\u00admple.com")]
    [InlineData("alice@exa\ufeffmple.com")]
    [InlineData("\u200balice@example.com")]
    [InlineData("alice\u0000@example.com")]
    [InlineData("alice\r\nBcc: bob@example.com")]
    [InlineData("alice\u00a8@example.com")]
    [InlineData("alice@")]
    [InlineData("alice@.")]
    [InlineData("alice@.example.com")]
    [InlineData("alice@example..com")]
    [InlineData("alice@-example.com")]
    [InlineData("alice@exa_mple.com")]
    [InlineData("alice@exa%2fmple.com")]
    [InlineData("alice@[127.0.0.1]")]
    [InlineData("alice@127.0.0.1")]
    [InlineData("alice@xn--\u0061\u0061\u0061-.com")]
    public void What_is_no_plain_address_is_refused(string? typed)
    {
        Assert.False(EmailAddress.TryParse(typed, out var address));
        Assert.Null(address);
    }

    [Theory]
    [InlineData('\ud800')]
    [InlineData('\ufffe')]
    public void Half_a_surrogate_pair_is_refused_and_so_is_what_is_no_character(char broken) =>
        Assert.Null(EmailAddress.Parse($"al{broken}ice@example.com"));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_local_part_has_at_most_64_octets(int octets, bool accepted) =>
        Assert.Equal(accepted, EmailAddress.Parse(new string('a', octets) + "@example.com") is not null);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void The_octets_count_not_the_characters(int characters, bool accepted) =>
        Assert.Equal(accepted, EmailAddress.Parse(new string('é', characters) + "@example.com") is not null);

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void An_address_has_at_most_254_octets(int octets, bool accepted)
    {
        var labels = string.Join('.', Enumerable.Repeat(new string('d', 47), 5));
        var address = $"a@{new string('e', octets - labels.Length - 3)}.{labels}";

        Assert.Equal(octets, address.Length);
        Assert.Equal(accepted, EmailAddress.Parse(address) is not null);
    }

    [Fact]
    public void A_megabyte_is_refused_at_once() =>
        Assert.Null(EmailAddress.Parse(new string(' ', 1 << 20) + "a@example.com"));

    [Fact]
    public void The_normal_form_is_its_own_normal_form_for_every_letter()
    {
        var changed = AllLetters()
            .Select(letter => EmailAddress.Parse($"a{letter}b@example.com"))
            .Where(address => address is not null && Parse(address.Normalized).Normalized != address.Normalized)
            .Select(address => address!.Display);

        Assert.Empty(changed);
    }

    [Fact]
    public void Upper_and_lower_case_of_every_letter_meet()
    {
        var apart = AllLetters()
            .Where(letter => EmailAddress.Parse($"a{letter}@example.com")?.Normalized
                != EmailAddress.Parse($"a{letter.ToUpperInvariant()}@example.com")?.Normalized);

        Assert.Empty(apart);
    }

    private static IEnumerable<string> AllLetters() =>
        from value in Enumerable.Range(0x80, 0x1_0000 - 0x80)
        where System.Text.Rune.IsValid(value) && System.Text.Rune.IsLetter(new System.Text.Rune(value))
        select new System.Text.Rune(value).ToString();

    private static EmailAddress Parse(string typed)
    {
        Assert.True(EmailAddress.TryParse(typed, out var address), typed);
        return address!;
    }
}
