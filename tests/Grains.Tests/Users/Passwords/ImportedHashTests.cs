using Actors.Users.Passwords;

namespace Actors.Tests.Users.Passwords;

public sealed class ImportedHashTests : IDisposable
{
    private const string Password = "correct horse battery";
    private const string BcryptTail = "05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.";

    private readonly Hashing _hashing = new();

    public void Dispose() => _hashing.Dispose();

    // Made with libcrypt, hashlib and ASP.NET Core Identity's own tests.
    [Theory]
    [InlineData("$2a$" + BcryptTail, Password)]
    [InlineData("$2b$" + BcryptTail, Password)]
    [InlineData("$2y$" + BcryptTail, Password)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G", "pässwörd")]
    [InlineData("$2b$05$abcdefghijklmnopqrstuu0oImNDIy4flhldV9YqunRgBAePKmw7m", "")]
    [InlineData("$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.", "")]
    [InlineData("$2a$10$fVH8e28OQRj9tqiDXs1e1uxpsjN0c7II7YPKXua2NAKYvM6iQk7dq", "abcdefghijklmnopqrstuvwxyz")]
    [InlineData("$pbkdf2-sha1$i=1000$AAECAwQFBgcICQoLDA0ODw$yr+bZKkEnTtGf3f18VjXM5CIxT8", Password)]
    [InlineData("$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0", Password)]
    [InlineData("$pbkdf2-sha256$i=1000,l=32$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0", Password)]
    [InlineData("$pbkdf2-sha512$i=1000$AAECAwQFBgcICQoLDA0ODw$ToxFUi5y3fprZRW/V6CupR2uIDYfuy5rlsF9Z4E648lE68lw5lzmucru/HdPvmBJDSLroVh1Q2xCvjqd8NI/6Q", Password)]
    [InlineData("$pbkdf2$1000$AAECAwQFBgcICQoLDA0ODw$yr.bZKkEnTtGf3f18VjXM5CIxT8", Password)]
    [InlineData("$pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM.qF6qvs/98I0", Password)]
    [InlineData("pbkdf2_sha256$1000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww=", Password)]
    [InlineData("ANXrDknc7fGPpigibZXXZFMX4aoqz44JveK6jQuwY3eH/UyPhvr5xTPeGYEckLxz9A==", "my password")]
    [InlineData("AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M", "my password")]
    [InlineData("AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=", "my password")]
    public async Task A_foreign_hash_matches_its_password_alone_and_is_replaced_at_once(string hash, string password)
    {
        Assert.True(_hashing.Hasher.CanVerify(hash));
        Assert.Equal(new PasswordVerdict(Matches: true, NeedsRehash: true), await _hashing.Hasher.VerifyAsync(password, hash));
        Assert.Equal(default, await _hashing.Hasher.VerifyAsync(password + "!", hash));
    }

    [Fact]
    public async Task A_wrong_password_costs_what_the_imported_hash_is_cheaper_by_and_the_right_one_does_not()
    {
        using var present = new Hashing(o => o.BcryptCost = 7);

        await present.Hasher.VerifyAsync(Password, "$2b$" + BcryptTail);
        Assert.Equal(1, present.Meter.HashesComputed);

        // Of costs 5, 5 and 6, as much as one of cost 7.
        await present.Hasher.VerifyAsync(Password + "!", "$2b$" + BcryptTail);
        Assert.Equal(1 + 3, present.Meter.HashesComputed);
    }

    [Theory]
    [InlineData(5, 1 << 5)]
    [InlineData(6, 1 << 6)]
    [InlineData(12, 1 << 12)]
    [InlineData(4, 1 << 5)]
    public void A_wrong_password_for_a_bcrypt_hash_takes_as_many_rounds_as_an_unknown_user(int presentCost, int rounds)
    {
        foreach (var hash in new[] { "$2b$" + BcryptTail, "$actors-bcrypt-sha384$2b$" + BcryptTail })
        {
            var rest = StoredHash.Parse(hash)!.UpTo(new PasswordOptions { BcryptCost = presentCost });

            Assert.Equal(rounds, (1 << 5) + rest.Sum(more => 1 << Assert.IsType<BcryptSha384Hash>(more).Bcrypt.Cost));
        }
    }

    [Fact]
    public void A_wrong_password_for_a_hash_of_PBKDF2_takes_as_many_iterations_as_an_unknown_user()
    {
        var present = new PasswordOptions { Algorithm = PasswordAlgorithm.Pbkdf2, Pbkdf2Iterations = 210_000 };
        var stored = Assert.IsType<Pbkdf2Hash>(StoredHash.Parse("$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0"));

        Assert.Equal(209_000, Assert.IsType<Pbkdf2Hash>(Assert.Single(stored.UpTo(present))).Pbkdf2.Iterations);
        Assert.Empty(Pbkdf2Hash.Unmatchable(300_000).UpTo(present));
    }

    [Fact]
    public async Task Foreign_bcrypt_keeps_the_72_bytes_of_its_source()
    {
        var hash = "$2b$05$abcdefghijklmnopqrstuujf8SX2ahXLwp9w/B.Y5XdysS6yR576q";

        Assert.True((await _hashing.Hasher.VerifyAsync(new string('x', 72) + "tail", hash)).Matches);
        Assert.True((await _hashing.Hasher.VerifyAsync(new string('x', 72), hash)).Matches);
        Assert.False((await _hashing.Hasher.VerifyAsync(new string('x', 71), hash)).Matches);
    }

    [Fact]
    public async Task Foreign_hashes_are_compared_with_the_text_as_typed()
    {
        var hash = "$2b$05$abcdefghijklmnopqrstuuZVEMa1pjhlynBQ1qXmSvGBJpN9h1w8G";

        Assert.False((await _hashing.Hasher.VerifyAsync("pa\u0308sswo\u0308rd", hash)).Matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("$2")]
    [InlineData("$2b$")]
    [InlineData("$2x$" + BcryptTail)]
    [InlineData("$2b$" + BcryptTail + "x")]
    [InlineData("$2b$0x$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.")]
    [InlineData("$2b$03$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.")]
    [InlineData("$2b$05$abcdefghijklmnopqrst=uD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.")]
    [InlineData("$actors-bcrypt-sha384$")]
    [InlineData("$actors-bcrypt-sha384$2b$31$abcdefghijklmnopqrstuuNMKqcFJGxQCGMliw171gfrcp/7NhryK")]
    [InlineData("$pbkdf2-sha256$")]
    [InlineData("$pbkdf2-sha256$$$")]
    [InlineData("$pbkdf2-sha256$i=0$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-sha256$i=-1$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-md5$i=1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02A")]
    [InlineData("$pbkdf2-sha256$i=1000$!$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("pbkdf2_sha256")]
    [InlineData("AQ==")]
    [InlineData("AQAAAAEAACcQ/////wAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AQAAAAkAACcQAAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M")]
    [InlineData("plain text that somebody stored")]
    public async Task A_malformed_hash_matches_nothing_and_costs_one_hash(string hash)
    {
        Assert.False(_hashing.Hasher.CanVerify(hash));
        Assert.Equal(default, await _hashing.Hasher.VerifyAsync(Password, hash));
        Assert.Equal(1, _hashing.Meter.HashesComputed);
    }

    [Theory]
    [InlineData("$2b$16$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.")]
    [InlineData("$2b$31$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.")]
    [InlineData("$pbkdf2-sha256$i=3000001$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-sha256$i=2147483647$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-sha256$i=99999999999$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("$pbkdf2-sha1$i=1600000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0")]
    [InlineData("pbkdf2_sha256$2000000000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww=")]
    [InlineData("AQAAAAF/////AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M")]
    public void A_hash_that_would_burn_hours_is_not_taken(string hash) =>
        Assert.False(_hashing.Hasher.CanVerify(hash));

    [Fact]
    public void A_hash_of_a_megabyte_is_not_taken() =>
        Assert.False(_hashing.Hasher.CanVerify("$pbkdf2-sha256$i=1000$" + new string('A', 1 << 20) + "$" + new string('A', 43)));
}
