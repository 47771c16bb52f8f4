using Actors.Testing;

namespace Actors.Tests.Users;

/// <summary>More sign-ins than one thread can hash.</summary>
public sealed class HashingStormTests(HashingStormTests.OneThread service) : IClassFixture<HashingStormTests.OneThread>
{
    [Fact]
    public async Task Over_the_queue_a_sign_in_is_told_to_come_back_counts_nothing_and_others_go_on()
    {
        var user = await service.NewUserAsync();
        var emails = Enumerable.Range(0, 30).Select(_ => HttpAccounts.NewEmail()).ToArray();

        var storm = Task.WhenAll(emails.Select(email =>
            service.NewClient().PostAsync("/api/v1/auth/login", new { email, password = HttpAccounts.Password })));
        Assert.Equal(200, await user.Client.StatusAsync("/api/v1/auth/me"));
        using var refreshed = await user.Client.PostAsync("/api/v1/auth/refresh", new { refresh_token = user.RefreshToken });
        Assert.Equal(200, (int)refreshed.StatusCode);
        Assert.Equal(200, await user.Client.StatusAsync("/health/live"));

        var answers = await storm;
        var busy = answers.Where(a => (int)a.StatusCode == 503).ToArray();
        Assert.NotEmpty(busy);
        Assert.All(answers, a => Assert.Contains((int)a.StatusCode, new[] { 401, 503 }));
        await busy[0].IsProblemAsync(503, "busy");
        Assert.All(busy, a => Assert.True(a.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Sessions_and_API_keys_are_listed_while_sign_ins_of_their_owner_wait_for_their_hashes()
    {
        var user = await service.NewUserAsync();

        // They are hashed one after another: when the first is answered, the last has not begun. On a machine that stalls all may be answered
        // before the lists are: that is no proof, and it is tried again.
        await Eventually.IsAsync(ListedMeanwhileAsync, "lists that came before the last sign-in");

        async Task<bool> ListedMeanwhileAsync()
        {
            var signIns = Enumerable.Range(0, 12).Select(_ =>
                service.NewClient().PostAsync("/api/v1/auth/login", new { email = user.Email, password = HttpAccounts.Password })).ToArray();

            await Task.WhenAny(signIns);
            var listed = await Task.WhenAll(user.Client.StatusAsync("/api/v1/auth/sessions"), user.Client.StatusAsync("/api/v1/auth/api-keys"));
            var isProof = signIns.Any(signIn => !signIn.IsCompleted);

            Assert.All(listed, status => Assert.Equal(200, status));
            Assert.All(await Task.WhenAll(signIns), answer => Assert.Equal(200, (int)answer.StatusCode));
            return isProof;
        }
    }

    public sealed class OneThread : Service
    {
        protected override IReadOnlyList<string> Options =>
            [.. base.Options, "--Passwords:BcryptCost", "11", "--Passwords:Threads", "1", "--Passwords:QueueLength", "2"];
    }
}
