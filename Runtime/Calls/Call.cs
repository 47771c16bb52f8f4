namespace Orleans.Runtime;

/// <summary>One message to a grain: what the mailbox holds. It is answered once, by the grain, a timeout, a cancellation or a refusal.</summary>
internal abstract class Call(CallParty sender)
{
    private byte _answered;

    /// <summary>The next in the mailbox.</summary>
    public Call? Next { get; set; }

    /// <summary>Whether it may start while others run; set when the mailbox takes it.</summary>
    public bool RunsBeside { get; set; }

    public CallParty Sender { get; } = sender;

    /// <summary>When it times out, in milliseconds of the sender's clock.</summary>
    public int Deadline { get; init; }

    public virtual bool IsOverdue => !IsAnswered && Sender.Route.Clock.Milliseconds - Deadline >= 0;

    public bool IsAnswered => Volatile.Read(ref _answered) != 0;

    /// <summary>Whether it leaves the grain as it was, so that it may run beside others of its kind.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Whether its caller goes on only with the answer.</summary>
    public virtual bool IsAwaited => true;

    /// <summary>Whether it counts as use of the activation.</summary>
    public virtual bool IsUse => true;

    /// <summary>Whether it goes to the grain's next activation if the one in whose mailbox it waits ends.</summary>
    public virtual bool IsSentOn => true;

    /// <summary>Whether it runs beside any other call.</summary>
    public abstract bool Interleaves(GrainClass grainClass);

    /// <summary>Starts it as a turn of the activation; answers whether it has ended already.</summary>
    public abstract bool Start(Activation activation);

    /// <summary>Answers it with a timeout; if it runs, it goes on running.</summary>
    public virtual void TimeOut() => Fail(new TimeoutException($"{this} got no answer in time."));

    /// <summary>Answers it with an exception, unless it has an answer.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the method that its caller no longer waits.</summary>
    public virtual void SignalCancellation()
    {
    }

    protected bool TryAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;
}
