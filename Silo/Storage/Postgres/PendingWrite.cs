namespace Actors.Silo.Storage.Postgres;

/// <summary>A write that waits for its commit.</summary>
internal sealed class PendingWrite(StateWrite write) : QueuedWork
{
    private readonly TaskCompletionSource<WriteOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StateWrite Write => write;

    public Task<WriteOutcome> Done => _done.Task;

    /// <summary>How it will have ended if the transaction commits.</summary>
    public WriteOutcome Outcome { get; set; }

    public override void Complete() => _done.SetResult(Outcome);

    public override void Fail(Exception error) => _done.SetException(error);
}
