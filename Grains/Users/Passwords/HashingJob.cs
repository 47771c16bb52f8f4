namespace Actors.Users.Passwords;

internal abstract class HashingJob
{
    /// <summary>Does the work; false when its caller had given up.</summary>
    public abstract bool TryRun();

    public abstract void Cancel();
}

internal sealed class HashingJob<T>(Func<T> work) : HashingJob
{
    // The callers are grains: they go on in their own turn, never on a hashing thread.
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override bool TryRun()
    {
        if (_result.Task.IsCompleted)
        {
            return false;
        }

        try
        {
            _result.TrySetResult(work());
        }
#pragma warning disable CA1031 // Whatever fails is the caller's to see; the thread serves others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _result.TrySetException(exception);
        }

        return true;
    }

    public override void Cancel() => _result.TrySetCanceled();
}
