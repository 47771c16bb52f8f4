using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What incoming and outgoing call contexts have in common: the request, its outcome and the walk through the filters.</summary>
/// <remarks>Most calls are answered from memory, so each step first looks whether the one below it has ended already.</remarks>
internal abstract class CallContext<TArgs, TResult>(MethodCall<TArgs, TResult> call) : IGrainCallContext
{
    private int _stage;
    private Task<TResult>? _method;
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
            if (HasResult())
            {
                Response = _result is Nothing ? Response.Completed : Response.FromResult(_result);
            }

            return field;
        }

        set
        {
            field = value;
            (_method, _hasResult) = (null, false);
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

    /// <summary>Walks through the filters to the method and back; then there is an <see cref="Answer"/>.</summary>
    public Task WalkAsync() => Step();

    /// <summary>What the method has returned, or what a filter has put in its place.</summary>
    public TResult Answer() => HasResult() ? _result! : Response?.Result is TResult result ? result : default!;

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

        if (answer.IsCompletedSuccessfully)
        {
            (_method, _result, _hasResult) = (null, answer.Result, true);
            return Task.CompletedTask;
        }

        // Its own task is what the filters await: a step in between would be a turn more.
        return _method = answer.AsTask();
    }

    private bool HasResult()
    {
        if (_method is { IsCompletedSuccessfully: true } method)
        {
            (_method, _result, _hasResult) = (null, method.Result, true);
        }

        return _hasResult;
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
}
