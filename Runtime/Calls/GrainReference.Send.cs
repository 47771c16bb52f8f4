namespace Orleans.Runtime;

/// <summary>What the emitted proxies call.</summary>
public partial class GrainReference
{
    private readonly CallRoute _route;
    private Activation? _activation;

    internal object As(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : GrainProxies.Create(interfaceType, GrainId, _route);

    internal Task<TResult> Send<TArgs, TResult>(CallMethod<TArgs, TResult> method, TArgs args) => Send(method, args, CancellationToken.None);

    internal Task<TResult> Send<TArgs, TResult>(CallMethod<TArgs, TResult> method, TArgs args, CancellationToken token)
    {
        CallParty sender = RuntimeContext.Activation is { } source ? source : _route;
        var answer = sender.Route.OutgoingFilters.Length == 0
            ? Post(method, args, sender, token)
            : new OutgoingCall<TArgs, TResult>(new MethodCall<TArgs, TResult>(method, args, sender), this, sender, token).InvokeAsync();
        return method.IsOneWay ? Task.FromResult<TResult>(default!) : answer;
    }

    internal Task<TResult> Post<TArgs, TResult>(CallMethod<TArgs, TResult> method, TArgs args, CallParty sender, CancellationToken token)
    {
        if (!token.CanBeCanceled && !(method.TokenIndex >= 0 && sender.Route.CancelsOnTimeout))
        {
            var call = new MethodCall<TArgs, TResult>(method, args, sender.WithContext());
            Post(call);
            return call.Task;
        }

        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(token);
        }

        var cancellable = new CancellableCall<TArgs, TResult>(method, args, sender.WithContext(), token);
        Post(cancellable);
        cancellable.Listen();
        return cancellable.Task;
    }

    private void Post(Call call)
    {
        if (_activation?.TryEnqueue(call) is not true)
        {
            _activation = _route.Cluster.Deliver(GrainId, call);
        }
    }
}
