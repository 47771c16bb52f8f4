using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>Who makes a call: code outside of grains (a route), an activation, or either with values that travel along.</summary>
internal abstract class CallParty
{
    public abstract CallRoute Route { get; }

    public virtual Activation? Source => null;

    /// <summary>Makes the values that travel along those of the code that runs now.</summary>
    public virtual void EnterContext()
    {
    }

    /// <summary>This party with what travels along from the code that runs now, if there is anything.</summary>
    public CallParty WithContext() =>
        RequestContext.Current is null && Activity.Current is null ? this : new InContext(this, RequestContext.Current, Activity.Current);

    private sealed class InContext(CallParty party, RequestValues? values, Activity? activity) : CallParty
    {
        public override CallRoute Route => party.Route;

        public override Activation? Source => party.Source;

        public override void EnterContext()
        {
            if (values is not null)
            {
                RequestContext.Current = values;
            }

            if (activity is not null)
            {
                Activity.Current = activity;
            }
        }
    }
}
