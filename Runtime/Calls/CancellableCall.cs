namespace Orleans.Runtime;

/// <summary>A call with a cancellation token. The grain gets a token of its own, which is cancelled in a turn of the grain.</summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing to dispose of.
internal sealed class CancellableCall<TArgs, TResult> : MethodCall<TArgs, TResult>
{
    private readonly CancellationTokenSource _callee = new();
    private readonly CancellationToken _caller;
    private CancellationTokenRegistration _registration;
    private Activation? _activation;

    public CancellableCall(CallMethod<TArgs, TResult> method, TArgs args, CallParty sender, CancellationToken caller)
        : base(method, args, sender) => _caller = caller;

    public override CancellationToken Token => _callee.Token;

    /// <summary>Begins to listen; once the call was sent, so that a cancellation finds it.</summary>
    public void Listen()
    {
        _registration = _caller.UnsafeRegister(static call => ((CancellableCall<TArgs, TResult>)call!).OnCancelled(), this);
        if (IsAnswered)
        {
            _registration.Unregister();
        }
    }

    public override bool Start(Activation activation)
    {
        _activation = activation;
        return base.Start(activation);
    }

    public override void SignalCancellation()
    {
        if (_activation is { } activation)
        {
            activation.Scheduler.QueueAction(static source => ((CancellationTokenSource)source).Cancel(), _callee);
        }
        else
        {
            _callee.Cancel();
        }
    }

    protected override void OnAnswered() => _registration.Unregister();

    private void OnCancelled()
    {
        if (!Sender.Route.WaitsForCancellation || _activation is null)
        {
            Fail(new OperationCanceledException(_caller));
        }

        SignalCancellation();
    }
}
