using System.Collections.Immutable;
using Actors.Mfa;
using Actors.Tokens;

namespace Actors.Tests.Mfa;

public sealed class RecoveryCodesTests
{
    private readonly RecoveryCodes _codes = new(MasterKey.Parse(MasterKey.Generate()));

    [Fact]
    public void Ten_different_codes_of_sixty_bits_are_made()
    {
        var (codes, hashes, key) = _codes.Generate("usr_1");

        Assert.NotEqual(key, _codes.Generate("usr_1").Key);
        Assert.Equal((10, 10), (codes.Distinct().Count(), hashes.Distinct().Count()));
        Assert.All(codes, code => Assert.Matches("^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$", code));
    }

    [Fact]
    public void Each_code_is_good_once()
    {
        var (codes, hashes, key) = _codes.Generate("usr_1");

        foreach (var code in codes)
        {
            var rest = _codes.Spend(hashes, key, "usr_1", code);

            Assert.Equal(hashes.Length - 1, Assert.NotNull(rest).Length);
            Assert.Null(_codes.Spend(rest.Value, key, "usr_1", code));
            hashes = rest.Value;
        }

        Assert.Empty(hashes);
    }

    [Fact]
    public void Case_spaces_and_hyphens_do_not_count()
    {
        var (codes, hashes, key) = _codes.Generate("usr_1");

#pragma warning disable CA1308 // As a user would type it.
        Assert.NotNull(_codes.Spend(hashes, key, "usr_1", $" {codes[3].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()} "));
#pragma warning restore CA1308
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2222-2222-2222")]
    public void What_was_not_given_out_is_refused(string? typed)
    {
        var (_, hashes, key) = _codes.Generate("usr_1");

        Assert.Null(_codes.Spend(hashes, key, "usr_1", typed));
    }

    [Fact]
    public void A_megabyte_is_refused()
    {
        var (_, hashes, key) = _codes.Generate("usr_1");

        Assert.Null(_codes.Spend(hashes, key, "usr_1", new string('2', 1 << 20)));
    }

    [Fact]
    public void Another_users_hashes_are_of_no_use()
    {
        var (codes, hashes, key) = _codes.Generate("usr_1");

        Assert.Throws<MasterKeyException>(() => _codes.Spend(hashes, key, "usr_2", codes[0]));
        Assert.Null(_codes.Spend(hashes, _codes.Generate("usr_2").Key, "usr_2", codes[0]));
    }

    [Fact]
    public void Without_the_master_key_hashes_cannot_be_tried()
    {
        var (codes, hashes, key) = _codes.Generate("usr_1");

        Assert.Throws<MasterKeyException>(() => new RecoveryCodes(MasterKey.Parse(MasterKey.Generate())).Spend(hashes, key, "usr_1", codes[0]));
    }

    [Fact]
    public void When_none_are_left_none_is_good() =>
        Assert.Null(_codes.Spend(ImmutableArray<string>.Empty, _codes.Generate("usr_1").Key, "usr_1", "2222-2222-2222"));
}
