using Actors.Users;

namespace Actors.Invitations;

/// <summary>One invitation to make an account. The key is its id, <c>inv_…</c>. It is good once, until it expires.</summary>
[Alias("invitations.IInvitationGrain")]
public interface IInvitationGrain : IGrainWithStringKey
{
    /// <summary>Makes the invitation, and mails it when it is for one address. Called by <see cref="IInvitationsGrain"/> only.</summary>
    [Alias("Create")]
    Task<InvitationDescription> CreateAsync(NewInvitation invitation, RequestOrigin origin);

    /// <summary>The invitation; null when it was used, withdrawn, has expired or never was.</summary>
    [Alias("Describe"), AlwaysInterleave]
    Task<InvitationDescription?> DescribeAsync();

    /// <summary>
    /// Makes an account on the strength of the invitation; null when its text proves nothing or is for another address. It is used up with
    /// the account; a refused password leaves it good. An address that it was mailed to counts as verified.
    /// </summary>
    [Alias("Register"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<RegisterResult?> RegisterAsync(string text, Registration registration, RequestOrigin origin);

    /// <summary>Withdraws the invitation; false when there is none any more.</summary>
    [Alias("Revoke")]
    Task<bool> RevokeAsync(RequestOrigin origin);

    /// <summary>Forgets the invitation if it has expired. Called by <see cref="IInvitationsGrain"/> and by rounds of the silos.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}

/// <param name="Text">The whole text, which proves it; kept as a hash only.</param>
/// <param name="ExpiresAt">From when on it is no longer good, UTC.</param>
/// <param name="Email">The only address that it is for; null when it is for anyone who has the text.</param>
[GenerateSerializer, Immutable, Alias("invitations.NewInvitation")]
public sealed record NewInvitation(string Text, DateTimeOffset ExpiresAt, EmailAddress? Email)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(NewInvitation);
}

/// <param name="Id">The id, <c>inv_…</c>.</param>
/// <param name="Email">The only address that it is for, if there is one.</param>
/// <param name="CreatedBy">The administrator who made it.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="ExpiresAt">From when on it is no longer good, UTC.</param>
[GenerateSerializer, Immutable, Alias("invitations.Description")]
public sealed record InvitationDescription(string Id, string? Email, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
