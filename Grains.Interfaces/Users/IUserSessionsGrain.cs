using System.Collections.Immutable;
using Actors.Sessions;

namespace Actors.Users;

/// <summary>An account's sessions, together. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("users.IUserSessionsGrain")]
public interface IUserSessionsGrain : IGrainWithStringKey
{
    /// <summary>The sessions that have not ended, newest first.</summary>
    [Alias("List"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<ImmutableArray<SessionDescription>> ListAsync();

    /// <summary>Ends one session; false when the account has none with this id, or it has ended.</summary>
    [Alias("RevokeOne"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> RevokeOneAsync(string sessionId, RequestOrigin origin);

    /// <summary>Ends every session but <paramref name="exceptSessionId"/> and says how many.</summary>
    [Alias("RevokeAll"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<int> RevokeAllAsync(string? exceptSessionId, RequestOrigin origin);

    /// <summary>
    /// Tells the sessions what a crash kept from them; does nothing when they know. True when the crash came into the deletion of the
    /// account, which <see cref="IAdministratorsGrain"/> has to finish. For the silo's own sweep.
    /// </summary>
    [Alias("CatchUp"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> CatchUpAsync();
}
