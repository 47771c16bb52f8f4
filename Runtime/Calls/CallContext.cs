using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What incoming and outgoing call contexts have in common: the request, its outcome and the walk through the filters.</summary>
internal abstract class CallContext<TArgs, TResult>(MethodCall<TArgs, TResult> call) : IGrainCallContext
{
    private int _stage;

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

    public Response? Response { get; set; }

    protected MethodCall<TArgs, TResult> Call { get; } = call;

    public async Task Invoke()
    {
        // A filter may go on more than once, to try again.
        var stage = _stage++;
        try
        {
            if (FilterAt(stage) is { } next)
            {
                await next;
            }
            else
            {
                var result = await InvokeTargetAsync();
                Response = result is Nothing ? Response.Completed : Response.FromResult(result);
            }
        }
        finally
        {
            _stage = stage;
        }
    }

    public async ValueTask<TResult> InvokeAsync()
    {
        await Invoke();
        return Response?.Result is TResult result ? result : default!;
    }

    /// <summary>Runs the filter of a stage; null after the last.</summary>
    protected abstract Task? FilterAt(int stage);

    protected abstract ValueTask<TResult> InvokeTargetAsync();
}
