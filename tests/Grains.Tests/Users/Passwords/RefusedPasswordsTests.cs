using Actors.Users.Passwords;

namespace Actors.Tests.Users.Passwords;

public sealed class RefusedPasswordsTests
{
    [Fact]
    public void Plain_words_are_found_in_any_case_of_letters()
    {
        var refused = Read("violet-anchor");

        Assert.True(refused.Contains("violet-anchor"));
        Assert.True(refused.Contains("Violet-Anchor"));
        Assert.False(refused.Contains("violet-anchors"));
    }

    [Theory]
    [InlineData("{0}:37")]
    [InlineData("{0}")]
    public void Hashes_are_found_with_and_without_a_count(string format)
    {
        var refused = Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, Hash("violet-anchor")));

        Assert.Equal((1, true), (refused.Count, refused.Contains("violet-anchor")));
        Assert.False(refused.Contains("violet-anchors"));
    }

    [Fact]
    public void Sixteen_digits_of_a_hash_suffice() =>
        Assert.True(Read(Hash("violet-anchor")[..16] + ":2").Contains("violet-anchor"));

    [Fact]
    public void Hashes_may_be_in_lower_case() =>
        Assert.True(Read(Hash("violet-anchor").ToLowerInvariant()).Contains("violet-anchor"));

    [Fact]
    public void A_word_that_looks_like_a_part_of_a_hash_is_a_word_too() =>
        Assert.True(Read("deadbeefdeadbeef").Contains("deadbeefdeadbeef"));

    [Fact]
    public void A_word_with_a_colon_is_a_word() =>
        Assert.True(Read("violet:anchor").Contains("violet:anchor"));

    [Fact]
    public void Line_ends_of_Windows_and_empty_lines_do_not_count()
    {
        var refused = Read("\r\nviolet-anchor\r\n\r\n");

        Assert.Equal((1, true), (refused.Count, refused.Contains("violet-anchor")));
    }

    [Fact]
    public void A_line_of_broken_Unicode_does_not_count() =>
        Assert.Equal(1, Read("violet\ufffeanchor\nviolet-anchor\n").Count);

    [Fact]
    public void A_list_that_is_too_long_is_refused_not_cut() =>
        Assert.Throws<InvalidDataException>(() => RefusedPasswords.Read(new StringReader("a1\nb2\nc3\n"), maxEntries: 2));

    [Fact]
    public void A_line_that_is_too_long_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Read(new string('x', 513)));

    [Fact]
    public void Without_a_file_nothing_is_refused() =>
        Assert.False(RefusedPasswords.Load(path: null).Contains("violet-anchor"));

    private static RefusedPasswords Read(string text) => RefusedPasswords.Read(new StringReader(text));

#pragma warning disable CA5350 // The format of the lists.
    private static string Hash(string password) =>
        Convert.ToHexString(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
