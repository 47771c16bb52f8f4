namespace Orleans.Runtime;

/// <summary>
/// Runs the tasks of one activation as its turns. While a turn runs this is <see cref="TaskScheduler.Current"/>, so every
/// continuation of the grain's code comes back here, and the mailbox runs them one by one.
/// </summary>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler, IWorkItemScheduler
{
    private static readonly Action<object?> RunTurns = static activation => ((Activation)activation!).RunTurns();

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs the mailbox on this thread, within a task so that this is the current scheduler.</summary>
    public void Run() => new Task(RunTurns, activation).RunSynchronously(this);

    public void Execute(Task task) => TryExecuteTask(task);

    public void QueueAction(Action action) => new Task(action).Start(this);

    public void QueueAction(Action<object> action, object state) => new Task(action!, state).Start(this);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    protected override void QueueTask(Task task) => activation.EnqueueTurn(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(RuntimeContext.Activation, activation) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
