using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Sessions;

public sealed class RefreshReuseTests(RefreshReuseTests.Impatient service) : IClassFixture<RefreshReuseTests.Impatient>
{
    private const string Me = "/api/v1/auth/me";

    [Fact]
    public async Task A_spent_token_that_comes_again_ends_the_session_and_with_it_all_that_came_of_the_token()
    {
        var user = await service.NewUserAsync();
        using var refreshed = await RefreshAsync(user.RefreshToken);
        var child = await refreshed.JsonAsync();
        Assert.Equal(200, await user.Client.StatusAsync(Me, TextOf(child, "access_token")));

        using var again = await RefreshAsync(user.RefreshToken);
        using var orphan = await RefreshAsync(TextOf(child, "refresh_token"));

        await again.IsProblemAsync(401, "refresh_reused");
        await orphan.IsProblemAsync(401, "invalid_token");
        Assert.Equal(401, await user.Client.StatusAsync(Me));
        Assert.Equal(401, await user.Client.StatusAsync(Me, TextOf(child, "access_token")));
    }

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        service.NewClient().PostAsync("/api/v1/auth/refresh", new { refresh_token = token });

    private static string TextOf(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Takes a refresh token once.</summary>
    public sealed class Impatient : Service
    {
        protected override IReadOnlyList<string> Options => [.. base.Options, "--Sessions:RefreshGrace", "00:00:00"];
    }
}
