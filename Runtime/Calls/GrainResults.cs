namespace Orleans.Runtime;

/// <summary>What a grain's method returned, as a value task.</summary>
internal static class GrainResults
{
    public static ValueTask<TResult> OfTask<TResult>(Task<TResult> task) => new(task);

    public static ValueTask<Nothing> Of() => default;

    public static ValueTask<Nothing> Of(Task task) => task.IsCompletedSuccessfully ? default : AwaitAsync(task);

    public static ValueTask<Nothing> Of(ValueTask task) => task.IsCompletedSuccessfully ? default : AwaitAsync(task.AsTask());

    private static async ValueTask<Nothing> AwaitAsync(Task task)
    {
        await task;
        return default;
    }
}
