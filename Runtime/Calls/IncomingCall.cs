using System.Reflection;

namespace Orleans.Runtime;

/// <summary>A call on its way through the filters of the silo and of the grain to the method.</summary>
internal sealed class IncomingCall<TArgs, TResult>(MethodCall<TArgs, TResult> call, Activation activation)
    : CallContext<TArgs, TResult>(call), IIncomingGrainCallContext
{
    public override object Grain => activation.GrainInstance!;

    public override GrainId TargetId => activation.GrainId;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => activation.Class.ImplementationOf(InterfaceMethod);

    protected override Task? FilterAt(int stage)
    {
        var filters = activation.Silo.IncomingFilters;
        return stage < filters.Length ? filters[stage].Invoke(this)
            : stage == filters.Length && activation.GrainInstance is IIncomingGrainCallFilter self ? self.Invoke(this)
            : null;
    }

    protected override ValueTask<TResult> InvokeTargetAsync() => Call.Method.Invoker(activation.GrainInstance!, ref Call.Arguments, Call.Token);
}
