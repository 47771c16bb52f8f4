namespace Actors.Users.Passwords;

internal abstract class HashingJob
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Cancelled = 2;

    private int _state;

    /// <summary>Does the work; false when its caller had given up.</summary>
    public bool TryRun()
    {
        if (Interlocked.CompareExchange(ref _state, Begun, Waiting) != Waiting)
        {
            return false;
        }

        Run();
        return true;
    }

    /// <summary>Takes back a job that waits. One that has begun goes on to its verdict, so that no guess is hashed and not counted.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
        {
            OnCancelled();
        }
    }

    protected abstract void Run();

    protected abstract void OnCancelled();
}

internal sealed class HashingJob<T>(Func<T> work) : HashingJob
{
    // The callers are grains: they go on in their own turn, never on a hashing thread.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    protected override void Run()
    {
        try
        {
            _result.SetResult(work());
        }
#pragma warning disable CA1031 // Whatever fails is the caller's to see; the thread serves others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _result.SetException(exception);
        }
    }

    protected override void OnCancelled() => _result.SetCanceled();
}
