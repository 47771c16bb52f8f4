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

    /// <summary>Tells where grains of one type keep the ends of their chains.</summary>
    public static IServiceCollection AddChainHead<TState>(
        this IServiceCollection services,
        string grainType,
        string stateName,
        Func<string, string?> keyOf,
        Func<TState, AuditChain> chainOf,
        Func<AuditEvent, bool>? isLast = null)
        where TState : class, new() => services.AddSingleton<IChainHead>(provider => new ChainHead<TState>(
            provider.GetRequiredKeyedService<IGrainStorage>(StorageNames.Default), grainType, stateName, keyOf, chainOf, isLast ?? (_ => false)));
}
