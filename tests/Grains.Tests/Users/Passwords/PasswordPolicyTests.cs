using Actors.Users;
using Actors.Users.Passwords;

namespace Actors.Tests.Users.Passwords;

public sealed class PasswordPolicyTests : IDisposable
{
    private static readonly PasswordOwner Alice = new(EmailAddress.Parse("alice.smith@example.com"), "Alice Q. Smith");
    private static readonly PasswordStrength Strength = new();

    private readonly Hashing _hashing = new();

    public void Dispose() => _hashing.Dispose();

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("my dog eats blue socks")]
    [InlineData("xK9#mQ2v")]
    [InlineData("x7gh2kq9")]
    [InlineData("Quiet-Harbor-77")]
    [InlineData("purple monkey dishwasher")]
    [InlineData("😀🎉🐙🦄🍕🚀🌈🔥")]
    [InlineData("сложный пароль из слов")]
    public async Task A_password_that_is_hard_to_guess_is_accepted(string password) =>
        Assert.Empty(await CheckAsync(password));

    [Theory]
    [InlineData("password")]
    [InlineData("PASSWORD")]
    [InlineData("PaSsWoRd")]
    [InlineData("P@ssw0rd")]
    [InlineData("drowssap")]
    [InlineData("drow$$aP")]
    [InlineData("qwertyuiop")]
    [InlineData("1qaz2wsx")]
    [InlineData("trustno1")]
    [InlineData("12345678")]
    [InlineData("11111111")]
    [InlineData("sunshine")]
    [InlineData("elizabeth")]
    [InlineData("ｐａｓｓｗｏｒｄ")]
    public async Task A_dictionary_word_is_common_also_in_disguise(string password) =>
        Assert.Equal([PasswordProblem.Common, PasswordProblem.TooWeak], await CheckAsync(password));

    [Theory]
    [InlineData("Password1")]
    [InlineData("Password123!")]
    [InlineData("football1234")]
    [InlineData("abcd1234")]
    [InlineData("Summer2024!")]
    [InlineData("passwordpassword")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("aB3$aB3$aB3$aB3$aB3$")]
    [InlineData("qwertyuiop[]asdfgh")]
    [InlineData("20240131")]
    public async Task What_is_soon_guessed_is_too_weak(string password) =>
        Assert.Contains(PasswordProblem.TooWeak, await CheckAsync(password));

    [Fact]
    public async Task A_dictionary_word_is_refused_even_where_every_score_is_accepted() =>
        Assert.Equal([PasswordProblem.Common], await CheckAsync("password", o => o.MinimumScore = 0));

    [Theory]
    [InlineData("alice.smith@example.com")]
    [InlineData("violet-ALICE.SMITH@EXAMPLE.COM-tundra")]
    public async Task The_users_address_is_refused_in_the_best_password(string password) =>
        Assert.Contains(PasswordProblem.ContainsOwnWords, await CheckAsync(password));

    [Theory]
    [InlineData("alice.smith-1")]
    [InlineData("Alice Q. Smith 9")]
    [InlineData("Actors-9")]
    public async Task The_users_other_words_count_for_nothing(string password) =>
        Assert.Contains(PasswordProblem.TooWeak, await CheckAsync(password));

    [Fact]
    public async Task The_users_other_words_spoil_no_good_password() =>
        Assert.Empty(await CheckAsync("violet-alice.smith-tundra-93"));

    [Fact]
    public async Task A_part_of_the_users_name_counts_for_nothing() =>
        Assert.Equal([PasswordProblem.TooWeak], await CheckAsync("Smith-alice-1"));

    [Theory]
    [InlineData("xK9#mQ2", true)]
    [InlineData("xK9#mQ2v", false)]
    [InlineData("😀🎉🐙🦄🍕🚀🌈", true)]
    [InlineData("😀🎉🐙🦄🍕🚀🌈🔥", false)]
    [InlineData("xK9#mQe\u0301", true)]
    public async Task The_shortest_password_has_eight_code_points_as_composed(string password, bool tooShort) =>
        Assert.Equal(tooShort ? [PasswordProblem.TooShort] : [], await CheckAsync(password));

    [Theory]
    [InlineData(128, false)]
    [InlineData(129, true)]
    public async Task The_longest_has_128_code_points(int codePoints, bool tooLong)
    {
        var random = new Random(codePoints);
        var password = string.Concat(Enumerable.Range(0, codePoints).Select(_ => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F5FF))));

        Assert.Equal(tooLong ? [PasswordProblem.TooLong] : [], await CheckAsync(password));
    }

    [Fact]
    public async Task The_shortest_length_is_configurable() =>
        Assert.Equal([PasswordProblem.TooShort], await CheckAsync("xK9#mQ2v", o => o.MinimumLength = 9));

    [Theory]
    [InlineData('\ud800')]
    [InlineData('\ufffe')]
    public async Task Broken_Unicode_is_refused(char broken) =>
        Assert.Equal([PasswordProblem.InvalidCharacter], await CheckAsync($"correct {broken} battery staple"));

    [Fact]
    public async Task A_name_of_broken_Unicode_spoils_no_good_password() =>
        Assert.Empty(await CheckAsync("correct horse battery staple", owner: Alice with { DisplayName = "Alice \ufffe" }));

    [Fact]
    public async Task A_megabyte_is_refused_without_a_look_at_it() =>
        Assert.Equal([PasswordProblem.TooLong], await CheckAsync(new string('\ud800', 1 << 20)));

    [Fact]
    public async Task What_is_strong_at_its_end_is_strong() =>
        Assert.Empty(await CheckAsync(new string('a', 70) + "violet-Anchor-93-tundra"));

    [Fact]
    public async Task Passwords_of_the_operators_file_are_common()
    {
        var refused = RefusedPasswords.Read(new StringReader("Violet-Anchor-93-tundra\n"));

        Assert.Equal([PasswordProblem.Common], await CheckAsync("Violet-Anchor-93-tundra", refused: refused));
    }

    [Fact]
    public async Task Many_passwords_are_judged_side_by_side()
    {
        using var hashing = new Hashing(o => (o.Threads, o.QueueLength) = (4, 100));
        var policy = new PasswordPolicy(hashing.Pool, Strength, RefusedPasswords.None, hashing.Options);

        var problems = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
            await policy.CheckAsync(i % 2 == 0 ? "password" : "xK9#mQ2v", new PasswordOwner(null, $"name{i}"))));

        Assert.Equal(50, problems.Count(p => p.IsEmpty));
    }

    private async Task<IEnumerable<PasswordProblem>> CheckAsync(
        string password, Action<PasswordOptions>? configure = null, PasswordOwner? owner = null, RefusedPasswords? refused = null)
    {
        configure?.Invoke(_hashing.Options.Value);
        return await new PasswordPolicy(_hashing.Pool, Strength, refused ?? RefusedPasswords.None, _hashing.Options).CheckAsync(password, owner ?? Alice);
    }
}
