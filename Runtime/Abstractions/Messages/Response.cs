using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>What came of a call: a result or an exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>For derived responses.</summary>
    protected Response()
    {
    }

    /// <summary>Done, with no result.</summary>
    public static Response Completed => new Outcome { Result = null };

    /// <summary>The result; throws the exception if there is one.</summary>
    public abstract object? Result { get; set; }

    /// <summary>The exception, if there is one.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>A response with an exception.</summary>
    public static Response FromException(Exception exception) => new Outcome { Exception = exception };

    /// <summary>A response with a result.</summary>
    public static Response FromResult<TResult>(TResult value) => new Outcome { Result = value };

    /// <summary>The result; throws the exception if there is one.</summary>
    public abstract T GetResult<T>();

    /// <summary>Nothing is held here.</summary>
    public abstract void Dispose();

    /// <inheritdoc/>
    public override string ToString() => Exception is { } exception ? $"Exception: {exception.Message}" : $"Result: {Result}";

    private sealed class Outcome : Response
    {
        private object? _result;

        public override Exception? Exception { get; set; }

        public override object? Result
        {
            get
            {
                if (Exception is { } exception)
                {
                    ExceptionDispatchInfo.Throw(exception);
                }

                return _result;
            }

            set => _result = value;
        }

        public override T GetResult<T>() => (T)Result!;

        public override void Dispose()
        {
        }
    }
}
