using System.Runtime.InteropServices;
using Actors.Bench;
using Actors.Bench.Floors;
using Actors.Bench.Loads;
using Actors.Bench.Options;
using Actors.Bench.Stores;
using Actors.Silo.Storage;

// [case …] [option …]: Help.cs. serve <port>: the bare server, which a run starts by itself.
if (args is ["serve", var port])
{
    return await BareServer.RunAsync(port);
}

if (args.Intersect(["help", "-h", "--help"]).Any())
{
    Console.WriteLine(Help.Text);
    return 0;
}

using var cancel = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

try
{
    var options = BenchOptions.Parse(args);

    var missing = Wrk.Missing ?? (options.Storage == StorageOptions.Postgres ? PostgresServer.Missing : null);

    if (missing is not null)
    {
        throw new FormatException(missing);
    }

    return await Run.AllAsync(options, cancel.Token) ? 0 : 1;
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"bench: {exception.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("bench: interrupted.");
    return 130;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    cancel.Cancel();
}
