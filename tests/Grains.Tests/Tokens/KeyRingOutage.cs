using Actors.Tokens;

namespace Actors.Tests.Tokens;

/// <summary>Between silos and the key ring: lets calls pass until it is told otherwise.</summary>
internal sealed class KeyRingOutage : IOutgoingGrainCallFilter
{
    private Func<Task>? _answer;

    /// <summary>How many calls did not pass.</summary>
    public int Calls { get; private set; }

    public void Fail() => _answer = () => Task.FromException(new TimeoutException("The test said so."));

    public void Hang() => _answer = () => new TaskCompletionSource().Task;

    public void End() => _answer = null;

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (_answer is null || context.InterfaceMethod.DeclaringType != typeof(IKeyRingGrain))
        {
            return context.Invoke();
        }

        Calls++;
        return _answer();
    }
}
