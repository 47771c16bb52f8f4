using Actors.Users.Passwords;

namespace Actors.Tests.Users.Passwords;

public sealed class PasswordHasherTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly Hashing _hashing = new();

    private IPasswordHasher Hasher => _hashing.Hasher;

    public void Dispose() => _hashing.Dispose();

    [Fact]
    public async Task A_hash_matches_its_password_and_is_current()
    {
        var hash = await Hasher.HashAsync(Password);

        Assert.Equal(new PasswordVerdict(Matches: true, NeedsRehash: false), await Hasher.VerifyAsync(Password, hash));
    }

    [Fact]
    public async Task A_hash_matches_no_other_password()
    {
        var hash = await Hasher.HashAsync(Password);

        Assert.Equal(default, await Hasher.VerifyAsync(Password + " ", hash));
    }

    [Fact]
    public async Task Two_hashes_of_one_password_differ() =>
        Assert.NotEqual(await Hasher.HashAsync(Password), await Hasher.HashAsync(Password));

    [Fact]
    public async Task A_bcrypt_hash_tells_its_format_version_and_cost() =>
        Assert.Matches(@"^\$actors-bcrypt-sha384\$2b\$04\$[./A-Za-z0-9]{53}$", await Hasher.HashAsync(Password));

    [Fact]
    public async Task Unless_the_options_say_otherwise_a_hash_has_cost_twelve()
    {
        var cost = new PasswordOptions().BcryptCost;
        using var unchanged = new Hashing(o => o.BcryptCost = cost);

        Assert.Equal(12, cost);
        Assert.StartsWith("$actors-bcrypt-sha384$2b$12$", await unchanged.Hasher.HashAsync(Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_bcrypt_computes_by_the_documented_rule_matches() =>
        // libcrypt of base64(HMAC-SHA384(salt, password)).
        Assert.True((await Hasher.VerifyAsync(Password, "$actors-bcrypt-sha384$2b$05$abcdefghijklmnopqrstuuNMKqcFJGxQCGMliw171gfrcp/7NhryK")).Matches);

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(127)]
    public async Task No_byte_of_a_long_password_is_cut_off(int length)
    {
        var password = new string('x', length);
        var hash = await Hasher.HashAsync(password);

        Assert.False((await Hasher.VerifyAsync(password + "y", hash)).Matches);
        Assert.False((await Hasher.VerifyAsync(password[..^1], hash)).Matches);
        Assert.True((await Hasher.VerifyAsync(password, hash)).Matches);
    }

    [Fact]
    public async Task A_zero_byte_does_not_end_a_password()
    {
        var hash = await Hasher.HashAsync("correct\0horse");

        Assert.False((await Hasher.VerifyAsync("correct\0house", hash)).Matches);
        Assert.False((await Hasher.VerifyAsync("correct", hash)).Matches);
        Assert.True((await Hasher.VerifyAsync("correct\0horse", hash)).Matches);
    }

    [Fact]
    public async Task The_way_a_keyboard_composes_letters_does_not_matter()
    {
        var hash = await Hasher.HashAsync("cafe\u0301 cre\u0300me \ufb01n");

        Assert.True((await Hasher.VerifyAsync("caf\u00e9 cr\u00e8me fin", hash)).Matches);
    }

    [Fact]
    public async Task Broken_Unicode_matches_nothing_not_even_what_it_would_be_replaced_by()
    {
        var hash = await Hasher.HashAsync("correct \ufffd battery");

        Assert.False((await Hasher.VerifyAsync("correct \ud800 battery", hash)).Matches);
        Assert.False((await Hasher.VerifyAsync("correct \ufffe battery", hash)).Matches);
        Assert.False((await Hasher.VerifyAsync("impossible \udfff", await Hasher.HashAsync("impossible"))).Matches);
    }

    [Fact]
    public async Task Broken_Unicode_is_not_hashed() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Hasher.HashAsync("correct \ud800 battery"));

    [Fact]
    public async Task A_megabyte_of_password_matches_nothing()
    {
        Assert.False((await Hasher.VerifyAsync(new string('x', 1 << 20), await Hasher.HashAsync("impossible"))).Matches);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public async Task A_hash_of_another_cost_is_to_be_replaced(int cost, bool needsRehash)
    {
        using var other = new Hashing(o => o.BcryptCost = cost);
        var hash = await other.Hasher.HashAsync(Password);

        Assert.Equal(new PasswordVerdict(Matches: true, needsRehash), await Hasher.VerifyAsync(Password, hash));
    }

    [Fact]
    public async Task A_wrong_password_never_asks_for_a_new_hash()
    {
        using var other = new Hashing(o => o.BcryptCost = 5);

        Assert.Equal(default, await Hasher.VerifyAsync("wrong", await other.Hasher.HashAsync(Password)));
    }

    [Fact]
    public async Task With_PBKDF2_hashes_are_PHC_strings_with_their_iterations()
    {
        using var pbkdf2 = new Hashing(o => o.Algorithm = PasswordAlgorithm.Pbkdf2);
        var hash = await pbkdf2.Hasher.HashAsync(Password);

        Assert.Matches(@"^\$actors-pbkdf2-sha512\$i=210000\$[+/A-Za-z0-9]{22}\$[+/A-Za-z0-9]{86}$", hash);
        Assert.Equal(new PasswordVerdict(Matches: true, NeedsRehash: false), await pbkdf2.Hasher.VerifyAsync(Password, hash));
        Assert.Equal(new PasswordVerdict(Matches: true, NeedsRehash: true), await Hasher.VerifyAsync(Password, hash));
        Assert.Equal(default, await pbkdf2.Hasher.VerifyAsync("wrong", hash));
    }

    [Fact]
    public async Task What_another_PBKDF2_computes_matches() =>
        // hashlib.pbkdf2_hmac.
        Assert.True((await Hasher.VerifyAsync(
            Password,
            "$actors-pbkdf2-sha512$i=210000$AAECAwQFBgcICQoLDA0ODw$i8MEbJEntlaFgLOnIsIXgO0aPF4DYs7H6fl1KcMdXffNZCnnR8pN4bE1CdLP+hq1XxAKYsiteZvUHLB6Fjk0Kw")).Matches);

    [Fact]
    public async Task An_unknown_user_costs_one_hash_too()
    {
        Assert.Equal(default, await Hasher.VerifyAsync(Password, hash: null));
        Assert.Equal(1, _hashing.Meter.HashesComputed);
    }

    [Fact]
    public async Task A_wrong_password_for_a_costlier_hash_costs_that_alone()
    {
        using var other = new Hashing(o => o.BcryptCost = 5);

        await Hasher.VerifyAsync("wrong", await other.Hasher.HashAsync(Password));

        Assert.Equal(1, _hashing.Meter.HashesComputed);
    }

    [Fact]
    public async Task Each_hash_and_each_comparison_is_counted_once()
    {
        var hash = await Hasher.HashAsync(Password);
        await Hasher.VerifyAsync(Password, hash);
        await Hasher.VerifyAsync("wrong", hash);

        Assert.Equal(3, _hashing.Meter.HashesComputed);
    }
}
