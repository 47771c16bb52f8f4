using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Invitations;

/// <summary>The invitations that are open. There is one list, so that it can be bounded and shown.</summary>
[Alias("invitations.IInvitationsGrain")]
public interface IInvitationsGrain : IGrainWithStringKey
{
    /// <summary>Makes an invitation and enters it; null when there are as many as there may be.</summary>
    [Alias("Create"), ResponseTimeout(CallTimeouts.Query)]
    Task<InvitationDescription?> CreateAsync(NewInvitation invitation, RequestOrigin origin);

    /// <summary>Lists open invitations, newest first, from the one after <paramref name="after"/> on; an id.</summary>
    [Alias("List"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<Page<InvitationDescription>> ListAsync(int limit, string? after);
}
