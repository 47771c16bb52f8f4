using System.Diagnostics;

namespace Actors.Testing;

/// <summary>Waits for what nobody announces: asks again and again until it is so. No test has pauses of its own.</summary>
public static class Eventually
{
    /// <summary>The <see cref="Patience"/> of a test, where an attribute asks for a number.</summary>
    public const int PatienceInMilliseconds = 60_000;

    /// <summary>Long enough for a busy machine; a test that waits so long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(PatienceInMilliseconds);

    private const int LongestPause = 20;

    /// <summary>What a client that was refused leaves before it tries again.</summary>
    public static Task PauseAsync() => Task.Delay(50, TestContext.Current.CancellationToken);

    /// <param name="condition">What is asked.</param>
    /// <param name="awaited">What has not come when the patience is over.</param>
    public static Task IsAsync(Func<bool> condition, string awaited) => IsAsync(() => Task.FromResult(condition()), awaited);

    /// <param name="condition">What is asked.</param>
    /// <param name="awaited">What has not come when the patience is over.</param>
    public static Task IsAsync(Func<Task<bool>> condition, string awaited) => IsAsync(condition, isSo => isSo, awaited);

    /// <summary>The first answer that is as wanted.</summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="isWanted">Whether the answer is the one.</param>
    /// <param name="awaited">What has not come when the patience is over.</param>
    /// <param name="within">For what takes longer than others.</param>
    public static async Task<T> IsAsync<T>(Func<Task<T>> ask, Func<T, bool> isWanted, string awaited, TimeSpan? within = null)
    {
        var patience = within ?? Patience;
        var cancellation = TestContext.Current.CancellationToken;
        var started = Stopwatch.GetTimestamp();

        for (var pause = 1; ; pause = Math.Min(2 * pause, LongestPause))
        {
            var answer = await ask().WaitAsync(patience, cancellation);

            if (isWanted(answer))
            {
                return answer;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < patience, $"Not within {patience.TotalSeconds} s: {awaited}. The last answer was {answer}.");
            await Task.Delay(pause, cancellation);
        }
    }
}
