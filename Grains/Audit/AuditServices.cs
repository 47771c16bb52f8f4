using Actors.Storage;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Audit;

internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ChainEnds>()
        .AddSingleton<IUserData, AuditUserData>();

    /// <summary>Tells where the only grain of its type keeps the end of its chain.</summary>
    public static IServiceCollection AddChainHead<TState>(
        this IServiceCollection services, string grainType, string stateName, string key, string chain, Func<TState, AuditChain> chainOf)
        where TState : class, new() => services.AddChainHead(grainType, stateName, asked => asked == chain ? key : null, chainOf, nameOf: _ => chain);

    /// <summary>Tells where grains of one type keep the ends of their chains.</summary>
    public static IServiceCollection AddChainHead<TState>(
        this IServiceCollection services,
        string grainType,
        string stateName,
        Func<string, string?> keyOf,
        Func<TState, AuditChain> chainOf,
        Func<AuditEvent, bool>? isLast = null,
        Func<string, string>? nameOf = null)
        where TState : class, new() => services.AddSingleton<IChainHead>(provider => new ChainHead<TState>(
            provider.GetRequiredKeyedService<IGrainStorage>(StorageNames.Default),
            provider.GetRequiredService<IStateKeys>(),
            grainType,
            stateName,
            keyOf,
            chainOf,
            nameOf,
            isLast ?? (_ => false)));
}
