using Actors.Silos;
using Actors.Storage;

namespace Actors.Users;

[GrainType("user-directory"), StatelessWorker]
internal sealed class UserDirectoryGrain(IUserIndex index) : InspectedGrain, IUserDirectoryGrain
{
    public Task<Page<ListedUser>?> ListAsync(UserQuery query) => index.ListAsync(query);
}
