using System.Globalization;
using Actors.Bench.RateLimits;

// dotnet run -c Release --project bench/RateLimitBench -- <case>
// decide: one decision of a bucket, without and with the call of its grain; --check fails from 2 microseconds at the median, or when it allocates.
// million [seconds]: a million addresses in that time (300), each asking once; fails when the process takes 1 GiB.
return args.FirstOrDefault() switch
{
    null or "decide" => await DecideBench.RunAsync(check: args.Contains("--check")),
    "million" => await MillionBench.RunAsync(TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300)),
    _ => throw new ArgumentException($"There is no case '{args[0]}': decide, million."),
};
