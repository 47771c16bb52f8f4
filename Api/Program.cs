using Actors.Api.Hosting;
using Actors.Api.Telemetry.Logs;
using Microsoft.Extensions.Options;

if (ClusterClient.Refusal is { } refusal)
{
    await Console.Error.WriteLineAsync($"actors: {refusal}");
    return 1;
}

try
{
    await using var app = ApiNode.Create(args);
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException invalid)
{
    foreach (var failure in invalid.Failures)
    {
        await Console.Error.WriteLineAsync($"actors: {failure}");
    }

    return 1;
}
finally
{
    LogServices.EndLogs();
}
