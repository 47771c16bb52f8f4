using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>A call of an interface method with its arguments, and the task that its caller awaits.</summary>
internal class MethodCall<TArgs, TResult> : Call
{
    // The answer is set within a turn, under the grain's scheduler, where a task never runs its awaiters inline;
    // elsewhere it is set from the thread pool. So no code of the caller runs inside the grain's turn.
    private AsyncTaskMethodBuilder<TResult> _answer = AsyncTaskMethodBuilder<TResult>.Create();
    private TArgs _args;

    public MethodCall(CallMethod<TArgs, TResult> method, TArgs args, CallParty sender)
        : base(sender)
    {
        Method = method;
        _args = args;
        _ = _answer.Task;
        Deadline = sender.Route.DeadlineOf(method);
    }

    public CallMethod<TArgs, TResult> Method { get; }

    public Task<TResult> Task => _answer.Task;

    public ref TArgs Arguments => ref _args;

    public virtual CancellationToken Token => default;

    public override bool IsReadOnly => Method.IsReadOnly;

    public override bool IsAwaited => !Method.IsOneWay;

    public override bool Interleaves(GrainClass grainClass) =>
        Method.AlwaysInterleaves || grainClass.IsReentrant || (grainClass.MayInterleave is { } may && may(new Invokable<TArgs, TResult>(this)));

    public override bool Start(Activation activation)
    {
        IncomingCall<TArgs, TResult>? filtered = null;
        Task run;
        try
        {
            Sender.EnterContext();

            if (activation.Silo.IncomingFilters.Length > 0 || activation.Class.FiltersItself)
            {
                filtered = new IncomingCall<TArgs, TResult>(this, activation);
                run = filtered.WalkAsync();
            }
            else
            {
                var method = Method.Invoker(activation.GrainInstance!, ref _args, Token);

                if (method.IsCompletedSuccessfully)
                {
                    Answer(method.Result);
                    return true;
                }

                run = method.AsTask();
            }
        }
        catch (Exception exception)
        {
            End(activation, exception);
            return true;
        }

        if (run.IsCompleted)
        {
            Settle(run, filtered, activation);
            return true;
        }

        _ = AwaitAsync(run, filtered, activation);
        return false;
    }

    public override void TimeOut()
    {
        base.TimeOut();
        if (Sender.Route.CancelsOnTimeout)
        {
            SignalCancellation();
        }
    }

    public override string ToString() => $"The call {Method}";

    public override void Fail(Exception exception)
    {
        if (TryAnswer())
        {
            // From a timer or another grain's turn: its thread is not for the caller's code.
            ThreadPool.UnsafeQueueUserWorkItem(static s => s.call.SetFailure(s.exception), (call: this, exception), preferLocal: false);
        }
    }

    protected virtual void OnAnswered()
    {
    }

    private async Task AwaitAsync(Task run, IncomingCall<TArgs, TResult>? filtered, Activation activation)
    {
        activation.Keep(this);
        try
        {
            await run; // resumes as a turn of the activation
            var value = ResultOf(run, filtered);
            activation.Release(this);
            Answer(value);
        }
        catch (Exception exception)
        {
            activation.Release(this);
            End(activation, exception);
        }
    }

    private void Settle(Task run, IncomingCall<TArgs, TResult>? filtered, Activation activation)
    {
        TResult value;
        try
        {
            run.GetAwaiter().GetResult();
            value = ResultOf(run, filtered);
        }
        catch (Exception exception)
        {
            End(activation, exception);
            return;
        }

        Answer(value);
    }

    private static TResult ResultOf(Task run, IncomingCall<TArgs, TResult>? filtered) =>
        filtered is null ? ((Task<TResult>)run).Result : filtered.Answer();

    private void Answer(TResult value)
    {
        if (TryAnswer())
        {
            OnAnswered();
            _answer.SetResult(value);
        }
    }

    private void End(Activation activation, Exception exception)
    {
        activation.OnFault(exception);
        if (Method.IsOneWay)
        {
            activation.Silo.Logger.LogWarning(exception, "One-way call {Method} of {Grain} failed.", Method, activation.GrainId.Type);
            Answer(default!);
        }
        else if (TryAnswer())
        {
            SetFailure(exception);
        }
    }

    private void SetFailure(Exception exception)
    {
        OnAnswered();
        _answer.SetException(exception);
    }
}
