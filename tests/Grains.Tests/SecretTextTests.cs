namespace Actors.Tests;

public sealed class SecretTextTests
{
    /// <summary>Rows of years have it.</summary>
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("grün", "fe263064ba02eaeac482aaf1309553779bdb78e385cb1374654de293e191d785")]
    public void A_hash_is_the_SHA_256_of_the_text_in_UTF_8(string text, string hash) => Assert.Equal(hash, SecretText.Sha256Hex(text));

    [Theory]
    [InlineData("secret", "secret", true)]
    [InlineData("", "", true)]
    [InlineData("secret", "secreT", false)]
    [InlineData("secret", "secret ", false)]
    [InlineData("grün", "gr?n", false)]
    public void Texts_are_equal_when_every_sign_is(string one, string other, bool same) => Assert.Equal(same, SecretText.AreEqual(one, other));
}
