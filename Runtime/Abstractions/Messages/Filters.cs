namespace Orleans;

/// <summary>Runs around each call on the silo that serves it.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Does its work and awaits <see cref="IGrainCallContext.Invoke"/> to go on.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Runs around each call on the side that makes it.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Does its work and awaits <see cref="IGrainCallContext.Invoke"/> to go on.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>An incoming filter as a function.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An outgoing filter as a function.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
