using System.Globalization;
using Actors.Bench.Http;

// serve <port>: a bare server with answers of the same sizes; see compare.sh.
// unbatched <options …>: the program on PostgreSQL with a commit for each write; see postgres.sh.
// watch <address> <token> <count> <pid>: what each of so many idle watchers takes of the process.
return args.FirstOrDefault() switch
{
    "serve" => await BareServer.RunAsync(args[1]),
    "unbatched" => await UnbatchedSilo.RunAsync(args[1..]),
    "watch" => await WatchBench.RunAsync(new Uri(args[1]), args[2], Number(args[3]), Number(args[4])),
    _ => throw new ArgumentException("The cases are serve, unbatched and watch."),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
