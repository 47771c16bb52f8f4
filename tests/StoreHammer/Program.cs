using Actors.Silo.Storage;
using Actors.Tests.StoreHammer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Opens the store that the settings name and writes until it is killed ("write"), or holds it until its input ends ("hold").
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Configuration.AddCommandLine(args[1..]);
builder.Services.AddStorage();
using var host = builder.Build();

try
{
    await host.StartAsync();
}
catch (StorageStartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

Console.WriteLine("open");

if (args[0] == "write")
{
    await Hammer.WriteAsync(host.Services.GetRequiredService<IStateStore>(), writers: 32);
}

await Console.In.ReadToEndAsync();
await host.StopAsync();
return 0;
