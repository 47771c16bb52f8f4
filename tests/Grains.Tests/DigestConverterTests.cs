using System.Text.Json;
using Actors.Storage;

namespace Actors.Tests;

public sealed class DigestConverterTests
{
    private const string Digest = "00ff17a0c5a5fb661d5f9bed8f378579271b2be0a8cca4bf93189b876cfdc373";

    private static readonly JsonSerializerOptions Options = new() { Converters = { new DigestConverter() } };

    [Theory]
    [InlineData(Digest, "AP8XoMWl-2YdX5vtjzeFeScbK-CozKS_kxibh2z9w3M")]
    [InlineData("", "")]
    [InlineData("00FF17A0C5A5FB661D5F9BED8F378579271B2BE0A8CCA4BF93189B876CFDC373", "00FF17A0C5A5FB661D5F9BED8F378579271B2BE0A8CCA4BF93189B876CFDC373")]
    [InlineData("zzff17a0c5a5fb661d5f9bed8f378579271b2be0a8cca4bf93189b876cfdc373", "zzff17a0c5a5fb661d5f9bed8f378579271b2be0a8cca4bf93189b876cfdc373")]
    [InlineData("00ff", "00ff")]
    public void A_digest_is_stored_in_43_characters_and_comes_back_as_it_was(string digest, string stored)
    {
        Assert.Equal($"\"{stored}\"", JsonSerializer.Serialize(digest, Options));
        Assert.Equal(digest, JsonSerializer.Deserialize<string>($"\"{stored}\"", Options));
    }

    [Fact]
    public void A_digest_that_an_earlier_program_has_stored_is_read() =>
        Assert.Equal(Digest, JsonSerializer.Deserialize<string>($"\"{Digest}\"", Options));
}
