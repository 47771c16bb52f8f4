namespace Orleans.Runtime;

/// <summary>A call on its way through the filters of the calling side. The given call only carries the arguments: each sending makes a new one.</summary>
internal sealed class OutgoingCall<TArgs, TResult>(MethodCall<TArgs, TResult> draft, GrainReference reference, CallParty sender, CancellationToken token)
    : CallContext<TArgs, TResult>(draft), IOutgoingGrainCallContext
{
    public override object Grain => reference;

    public override GrainId TargetId => reference.GrainId;

    public IGrainContext? SourceContext => sender.Source;

    public async Task<TResult> InvokeAsync()
    {
        await WalkAsync();
        return Answer();
    }

    protected override Task? FilterAt(int stage)
    {
        var filters = sender.Route.OutgoingFilters;
        return stage < filters.Length ? filters[stage].Invoke(this) : null;
    }

    protected override ValueTask<TResult> InvokeTargetAsync() => new(reference.Post(Call.Method, Call.Arguments, sender, token));
}
