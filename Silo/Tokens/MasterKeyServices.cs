using Actors.Api.Configuration;
using Actors.Silo.Hosting;
using Actors.Tokens;

namespace Actors.Silo.Tokens;

internal static class MasterKeyServices
{
    /// <summary>The configured master key, or the one in the data directory, which is made at the first start.</summary>
    public static IServiceCollection AddMasterKey(this IServiceCollection services, DataDirectory data) =>
        services.PostConfigure<TokenOptions>(tokens =>
        {
            if (string.IsNullOrEmpty(tokens.MasterKey))
            {
                tokens.MasterKey = LoadOrCreate(data);
            }
        });

    private static string LoadOrCreate(DataDirectory data)
    {
        if (File.Exists(data.Database) && !File.Exists(data.MasterKey))
        {
            // A new key in its place would hide the loss and make every stored secret unreadable.
            throw new WrongOptionException(
                $"{data.MasterKey} is missing beside its database. Put it back from a backup, or set {TokenOptions.MasterKeyOption}.");
        }

        data.Create();
        return MasterKeyFile.LoadOrCreate(data.MasterKey);
    }
}
