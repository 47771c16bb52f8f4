namespace Actors.Bench.Processes;

/// <summary>A service for one case; ended after it, unless others are to have it as well.</summary>
internal sealed class Lease(Service service, bool isShared) : IAsyncDisposable
{
    public Service Service => service;

    public ValueTask DisposeAsync() => isShared ? ValueTask.CompletedTask : service.DisposeAsync();
}
