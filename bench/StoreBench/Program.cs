using Actors.Bench.Store;

// commit [--check]: 64 writers through group commit against the same writes each in its own commit; --check fails below 5 times.
// lists: the admin lists over 100,000 users.
// reads: cold reads by many callers.
return args.FirstOrDefault() switch
{
    null or "commit" => await CommitBench.RunAsync(check: args.Contains("--check")),
    "lists" => await ListBench.RunAsync(),
    "reads" => await ReadBench.RunAsync(),
    _ => throw new ArgumentException($"There is no case '{args[0]}': commit, lists, reads."),
};
