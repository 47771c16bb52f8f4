using System.Text;
using Actors.Tokens;

namespace Actors.Tests.Tokens;

public sealed class MasterKeyTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of some length");

    private readonly MasterKey _key = MasterKey.Parse(MasterKey.Generate());

    [Fact]
    public void What_was_protected_comes_back() =>
        Assert.Equal(Secret, _key.Unprotect("purpose", "context", _key.Protect("purpose", "context", Secret)));

    [Fact]
    public void Two_protections_of_one_secret_differ() =>
        Assert.NotEqual(_key.Protect("purpose", "context", Secret), _key.Protect("purpose", "context", Secret));

    [Fact]
    public void The_same_configuration_reads_it_after_a_restart()
    {
        var configured = MasterKey.Generate();
        var secret = MasterKey.Parse(configured).Protect("purpose", "context", Secret);

        Assert.Equal(Secret, MasterKey.Parse(configured).Unprotect("purpose", "context", secret));
    }

    [Theory]
    [InlineData("other", "context")]
    [InlineData("purpose", "other")]
    public void A_secret_cannot_be_put_in_anothers_place(string purpose, string context)
    {
        var secret = _key.Protect("purpose", "context", Secret);

        Assert.Throws<MasterKeyException>(() => _key.Unprotect(purpose, context, secret));
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        var bytes = Convert.FromBase64String(_key.Protect("purpose", "context", Secret));

        Assert.All(Enumerable.Range(0, bytes.Length), i =>
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;

            Assert.Throws<MasterKeyException>(() => _key.Unprotect("purpose", "context", Convert.ToBase64String(changed)));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ==")]
    [InlineData("not base64")]
    public void What_is_no_protected_secret_is_told_as_such(string text) =>
        Assert.Throws<MasterKeyException>(() => _key.Unprotect("purpose", "context", text));

    [Fact]
    public void A_changed_master_key_is_told_with_both_ids_and_no_secret()
    {
        var other = MasterKey.Parse(MasterKey.Generate());

        var error = Assert.Throws<MasterKeyException>(() => other.Unprotect("purpose", "context", _key.Protect("purpose", "context", Secret)));

        Assert.Equal(
            $"Stored secrets are encrypted under the master key {_key.Id}, but Tokens:MasterKey is {other.Id}. Give the former key back, or name it in Tokens:PreviousMasterKey.",
            error.Message);
    }

    [Fact]
    public void Derived_keys_are_the_same_for_one_purpose_and_differ_for_two()
    {
        Assert.Equal(_key.Derive("a"), _key.Derive("a"));
        Assert.NotEqual(_key.Derive("a"), _key.Derive("b"));
        Assert.Equal(32, _key.Derive("a").Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")]
    public void What_is_not_32_random_bytes_is_no_master_key(string? configured) =>
        Assert.Throws<MasterKeyException>(() => MasterKey.Parse(configured));

    [Fact]
    public void Its_text_does_not_tell_it() =>
        Assert.Equal($"master key {_key.Id}", _key.ToString());
}
