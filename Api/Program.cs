using Actors.Api.Configuration;
using Actors.Api.Hosting;

ProcessCulture.BeInvariant();
CreationMask.LeaveOutOthers();

if (ClusterClient.Refusal is { } refusal)
{
    await Console.Error.WriteLineAsync($"actors: {refusal}");
    return 1;
}

return await StartupErrors.ReportAsync(async () =>
{
    await using var app = ApiNode.Create(args);
    await app.RunUntilStoppedAsync();
});
