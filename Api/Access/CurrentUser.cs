using System.Collections.Immutable;
using System.Reflection;
using Actors.Users;

namespace Actors.Api.Access;

/// <summary>In whose name a request goes on, as the session or the API key said a moment ago. A handler takes it as a parameter.</summary>
internal sealed record CurrentUser
{
    public required string UserId { get; init; }

    /// <summary>Null with an API key.</summary>
    public string? SessionId { get; init; }

    /// <summary>Null with a session.</summary>
    public string? ApiKeyId { get; init; }

    public ImmutableArray<string> Roles { get; init; } = [];

    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>When the user last proved who they are.</summary>
    public DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>Whether who they are was proved within this time. A proof from ahead of a clock that was set back since may be of any age.</summary>
    public bool IsRecent(DateTimeOffset now, TimeSpan within) => (now - AuthenticatedAt).Duration() <= within;

    public bool IsAdmin => SessionId is not null && Roles.Contains(Actors.Users.Roles.Admin);

    public static CurrentUser? Of(HttpContext context) => context.Features.Get<CurrentUser>();

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(Of(context));
}
