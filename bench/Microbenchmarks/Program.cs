using Actors.Bench;

// dotnet run -c Release --project bench/Microbenchmarks -- calls
var cases = new Dictionary<string, Func<Task>>
{
    ["calls"] = CallsCase.RunAsync,
};

if (args is not [var name] || !cases.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name a case: {string.Join(", ", cases.Keys)}.");
    return 1;
}

await run();
return 0;
