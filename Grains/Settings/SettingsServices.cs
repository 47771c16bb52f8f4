using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Actors.Settings.Import;
using Actors.Settings.Schemas;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSection<SettingsOptions>(SettingsOptions.Section);

        services.AddSingleton<IValidateOptions<SettingsOptions>, ValidateSettingsOptions>();
        services.AddSingleton<IValidateOptions<SettingsOptions>, ValidateExportSize>();
        services.AddSingleton<IJsonTypeInfoResolver>(SettingsStateJson.Default);
        services.AddSingleton<IUserData, SettingsUserData>();
        services.AddSingleton<SchemaCache>();
        services.AddHostedService<ImportKeeper>();

        return services.AddChainHead<SettingsSchemaState>(
            SettingsSchemaGrain.GrainTypeName, "schema", SettingsSchemaGrain.PersonaOf, state => state.Audit, nameOf: SettingsSchemaGrain.ChainOf);
    }
}
