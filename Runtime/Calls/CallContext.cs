using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What incoming and outgoing call contexts have in common: the request, its outcome and the walk through the filters.</summary>
/// <remarks>Most calls are answered from memory, so each step first looks whether the one below it has ended already.</remarks>
internal abstract class CallContext<TArgs, TResult>(MethodCall<TArgs, TResult> call) : IGrainCallContext
{
    private int _stage;
    private bool _hasResult;
    private TResult? _result;

    // Few filters look at the arguments.
    public IInvokable Request => field ??= new Invokable<TArgs, TResult>(Call);

    public abstract object Grain { get; }

    public GrainId? SourceId => Call.Sender.Source?.GrainId;

    public abstract GrainId TargetId { get; }

    public GrainInterfaceType InterfaceType => GrainClasses.InterfaceTypeOf(Call.Method.Interface);

    public string InterfaceName => Call.Method.Interface.FullName!;

    public string MethodName => Call.Method.Method.Name;

    public MethodInfo InterfaceMethod => Call.Method.Method;

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    // Nor do many look at the answer. Once one does, it may change it.
    public Response? Response
    {
        get
        {
            if (_hasResult)
            {
                Response = _result is Nothing ? Response.Completed : Response.FromResult(_result);
            }

            return field;
        }

        set
        {
            field = value;
            _hasResult = false;
        }
    }

    protected MethodCall<TArgs, TResult> Call { get; } = call;

    public Task Invoke()
    {
        var stage = _stage;
        var step = Step();

        if (_stage == stage)
        {
            return step;
        }

        if (!step.IsCompletedSuccessfully)
        {
            return EndAsync(step, stage);
        }

        _stage = stage;
        return Task.CompletedTask;
    }

    public ValueTask<TResult> InvokeAsync()
    {
        var walk = Step();
        return walk.IsCompletedSuccessfully ? new(Answer()) : AnswerAsync(walk);
    }

    /// <summary>Runs the filter of a stage; null after the last.</summary>
    protected abstract Task? FilterAt(int stage);

    protected abstract ValueTask<TResult> InvokeTargetAsync();

    /// <summary>Runs the next filter with the stage after its own, or the method.</summary>
    /// <remarks>The stage is put back when the filter has ended, which may go on more than once, to try again.</remarks>
    private Task Step()
    {
        var stage = _stage++;

        try
        {
            if (FilterAt(stage) is { } filter)
            {
                return filter;
            }

            _stage = stage;
            return InvokeMethod();
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private Task InvokeMethod()
    {
        var answer = InvokeTargetAsync();

        if (!answer.IsCompletedSuccessfully)
        {
            return KeepAsync(answer);
        }

        Keep(answer.Result);
        return Task.CompletedTask;
    }

    private async Task EndAsync(Task step, int stage)
    {
        try
        {
            await step;
        }
        finally
        {
            _stage = stage;
        }
    }

    private async Task KeepAsync(ValueTask<TResult> answer) => Keep(await answer);

    private async ValueTask<TResult> AnswerAsync(Task walk)
    {
        await walk;
        return Answer();
    }

    private void Keep(TResult result) => (_result, _hasResult) = (result, true);

    private TResult Answer() => _hasResult ? _result! : Response?.Result is TResult result ? result : default!;
}
