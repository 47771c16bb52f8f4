namespace Actors.Silo.Storage.Sqlite;

/// <summary>Work on one of the connections, whose type says which one: reading or writing.</summary>
internal abstract class SqliteWork<TSession> : QueuedWork
{
    public abstract void Run(TSession session);
}

internal sealed class SqliteWork<TSession, TResult>(Func<TSession, TResult> run) : SqliteWork<TSession>
{
    // Continuations leave the connection's thread at once: it has the next batch to see to.
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult _result = default!;

    public Task<TResult> Done => _done.Task;

    public override void Run(TSession session) => _result = run(session);

    public override void Complete() => _done.SetResult(_result);

    public override void Fail(Exception error) => _done.SetException(error);
}
