using System.Collections.Immutable;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Storage;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

/// <summary>Accounts, for administrators.</summary>
internal static class UserAdministrationEndpoints
{
    private static readonly Dictionary<string, UserSort> Sorts = new()
    {
        ["-created_at"] = UserSort.NewestFirst,
        ["created_at"] = UserSort.OldestFirst,
        ["email"] = UserSort.EmailAscending,
        ["-email"] = UserSort.EmailDescending,
    };

    private static readonly Dictionary<string, UserStatus> Statuses =
        Enum.GetValues<UserStatus>().ToDictionary(s => s.ToString().ToLowerInvariant());

    public static IEndpointRouteBuilder MapUserAdministration(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/admin/users").WithTags("Administration");

        users.MapGet("/", ListAsync).RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy).WithSummary("List accounts")
            .Lists("status", "role", "email", "created_after", "sort");
        users.MapGet("/{id}", GetAsync).RequireAdmin().WithSummary("One account").FailsWith(ErrorCodes.NotFound);
        users.MapPatch("/{id}", ChangeAsync).RequireAdmin().WithSummary("Change status, roles or display name")
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.LastAdministrator);
        users.MapDelete("/{id}", DeleteAsync).RequireAdmin().WithSummary("Delete an account and all it owns")
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.LastAdministrator);
        users.MapPost("/{id}/unlock", UnlockAsync).RequireAdmin().WithSummary("Open the lockout lanes").FailsWith(ErrorCodes.NotFound);
        users.MapPost("/{id}/suspend", SuspendAsync).RequireAdmin().WithSummary("Shut an account")
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.LastAdministrator);
        users.MapPost("/{id}/activate", ActivateAsync).RequireAdmin().WithSummary("Open an account").FailsWith(ErrorCodes.NotFound);
        users.MapPost("/{id}/revoke-sessions", RevokeSessionsAsync).RequireAdmin().WithSummary("End every session").FailsWith(ErrorCodes.NotFound);
        users.MapPost("/{id}/reset-password", ResetPasswordAsync).RequireAdmin().WithSummary("Mail a token that sets a new password")
            .FailsWith(ErrorCodes.NotFound);
        users.MapPost("/{id}/reset-mfa", ResetMfaAsync).RequireRecentAdmin()
            .WithSummary("Take the second factor away, for who has lost it and every recovery code").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Ok<ListResponse<UserResponse>>, Problem>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var status = query.OneOf("status", Statuses);

        var asked = new UserQuery
        {
            Status = status?.ToString(),
            Role = query.Text("role"),
            EmailPrefix = query.Text("email") is { } email ? EmailAddress.PrefixOf(email) : null,
            CreatedAfter = query.Time("created_after"),
            Sort = query.OneOf("sort", Sorts) ?? UserSort.NewestFirst,
            Limit = query.Limit,
            Cursor = query.Cursor,
        };

        query.Check();

        return await grains.GetUserDirectory().ListAsync(asked) is { } page
            ? TypedResults.Ok(new ListResponse<UserResponse>([.. page.Items.Select(UserResponse.Of)], page.NextCursor))
            : ListQuery.InvalidCursor();
    }

    private static async Task<Results<Ok<UserResponse>, Problem>> GetAsync(string id, IGrainFactory grains) =>
        Answer(Ids.IsId(id, Ids.User) ? await grains.GetUserAdministration(id).DescribeAsync() : null);

    private static async Task<Results<Ok<UserResponse>, Problem>> ChangeAsync(
        string id, Body<ChangeUserRequest> body, Origin origin, IGrainFactory grains)
    {
        var sent = body.Value;
        var unnames = sent is { Renames: true, DisplayName: null };
        return await ApplyAsync(id, new AccountChange(sent.Status, sent.Roles?.ToImmutableArray(), sent.DisplayName, sent.Reason, unnames), origin, grains);
    }

    private static Task<Results<Ok<UserResponse>, Problem>> SuspendAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        ApplyAsync(id, new AccountChange(UserStatus.Suspended), origin, grains);

    private static Task<Results<Ok<UserResponse>, Problem>> ActivateAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        ApplyAsync(id, new AccountChange(UserStatus.Active), origin, grains);

    private static async Task<Results<Ok<UserResponse>, Problem>> UnlockAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        Answer(Ids.IsId(id, Ids.User) ? await grains.GetUserAdministration(id).UnlockAsync(origin) : null);

    private static async Task<Results<NoContent, Problem>> DeleteAsync(string id, Origin origin, IGrainFactory grains) =>
        !Ids.IsId(id, Ids.User)
            ? new Problem(ErrorCodes.NotFound)
            : (await grains.GetAdministrators().DeleteAsync(id, origin)).Outcome switch
            {
                AdministrationOutcome.Done => TypedResults.NoContent(),
                AdministrationOutcome.NotFound => new Problem(ErrorCodes.NotFound),
                AdministrationOutcome.LastAdministrator => new Problem(ErrorCodes.LastAdministrator),
                var outcome => throw new InvalidOperationException($"Unmapped administration outcome '{outcome}'."),
            };

    private static Task<Results<NoContent, Problem>> RevokeSessionsAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        ForExistingAsync(id, grains, () => grains.GetUserSessions(id).RevokeAllAsync(null, origin));

    private static Task<Results<NoContent, Problem>> ResetPasswordAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        ForExistingAsync(id, grains, () => grains.GetUserPassword(id).RequestResetAsync(origin));

    private static Task<Results<NoContent, Problem>> ResetMfaAsync(string id, StatedOrigin origin, IGrainFactory grains) =>
        ForExistingAsync(id, grains, () => grains.GetUserMfa(id).RemoveTotpAsync(origin));

    private static async Task<Results<Ok<UserResponse>, Problem>> ApplyAsync(
        string id, AccountChange change, RequestOrigin origin, IGrainFactory grains)
    {
        if (!Ids.IsId(id, Ids.User))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var result = await grains.GetAdministrators().ChangeAsync(id, change, origin);

        return result.Outcome switch
        {
            AdministrationOutcome.Done or AdministrationOutcome.NotFound => Answer(result.User),
            AdministrationOutcome.LastAdministrator => new Problem(ErrorCodes.LastAdministrator),
            _ => throw new InvalidOperationException($"Unmapped administration outcome '{result.Outcome}'."),
        };
    }

    private static async Task<Results<NoContent, Problem>> ForExistingAsync(string id, IGrainFactory grains, Func<Task> step)
    {
        if (!await grains.HasAccountAsync(id))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        await step();
        return TypedResults.NoContent();
    }

    private static Results<Ok<UserResponse>, Problem> Answer(UserProfile? user) =>
        user is null ? new Problem(ErrorCodes.NotFound) : TypedResults.Ok(UserResponse.Of(user));
}
