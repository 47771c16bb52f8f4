using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Orleans.Runtime;

/// <summary>The classes behind references: one for each grain interface, made when first needed and kept for the process.</summary>
internal static class GrainProxies
{
    private static readonly ConcurrentDictionary<Type, Lazy<Func<GrainId, CallRoute, object>>> Factories = new();
    private static readonly ConcurrentDictionary<Type, Type> Interfaces = new();

    public static Type? InterfaceOf(Type proxyType) => Interfaces.GetValueOrDefault(proxyType);

    public static object Create(Type interfaceType, GrainId grainId, CallRoute route) =>
        Factories.GetOrAdd(interfaceType, static type => new(() => MakeFactory(type))).Value(grainId, route);

    private static Func<GrainId, CallRoute, object> MakeFactory(Type interfaceType)
    {
        if (interfaceType is not { IsInterface: true, ContainsGenericParameters: false } || !typeof(IAddressable).IsAssignableFrom(interfaceType))
        {
            throw new ArgumentException($"{interfaceType} is not a grain interface.", nameof(interfaceType));
        }

        var proxy = ProxyEmitter.Emit(interfaceType);
        Interfaces[proxy] = interfaceType;

        var id = Expression.Parameter(typeof(GrainId));
        var route = Expression.Parameter(typeof(CallRoute));
        return Expression.Lambda<Func<GrainId, CallRoute, object>>(Expression.New(proxy.GetConstructors()[0], id, route), id, route).Compile();
    }
}
