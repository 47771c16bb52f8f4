using System.Globalization;

namespace Actors.Api.Hosting;

/// <summary>The language of a process. It is that of the account or the machine which starts it, unless it is told otherwise.</summary>
public static class ProcessCulture
{
    /// <summary>From now on texts are compared and numbers and dates are written in the same way wherever the program runs: what it reads and writes is for programs.</summary>
    /// <remarks>Not <c>InvariantGlobalization</c>: without the data of ICU there would be no normal forms of Unicode and no domains in other scripts.</remarks>
    public static void BeInvariant() =>
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
