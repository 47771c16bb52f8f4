using Actors.Storage;

namespace Actors.Users;

/// <summary>Lists over all accounts. A stateless worker: it only asks the store.</summary>
[Alias("users.IUserDirectoryGrain")]
public interface IUserDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Lists accounts; null when the cursor is none that this list gave out.</summary>
    [Alias("List"), ResponseTimeout(CallTimeouts.Query)]
    Task<Page<ListedUser>?> ListAsync(UserQuery query);
}
