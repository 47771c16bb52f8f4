using Actors.Bench.Results;

namespace Actors.Bench.Cases;

/// <summary>One thing to measure.</summary>
/// <param name="name">What it is called on the command line.</param>
/// <param name="about">What is asked, and what its floor is.</param>
internal abstract class Case(string name, string about)
{
    protected const string Bare = "bare";

    public string Name => name;

    public string About => about;

    public abstract Task<IReadOnlyList<Row>> MeasureAsync(Bench bench);
}
