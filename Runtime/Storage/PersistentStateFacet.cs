using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A constructor parameter of a grain class that is a stored state.</summary>
internal sealed class PersistentStateFacet
{
    private readonly IPersistentStateConfiguration _configuration;
    private readonly string _storageName;
    private readonly Type _grainType;
    private readonly ConstructorInvoker _constructor;

    private PersistentStateFacet(Type grainType, ParameterInfo parameter, IPersistentStateConfiguration configuration)
    {
        if (!parameter.ParameterType.IsGenericType || parameter.ParameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException($"The parameter {parameter.Name} of {grainType.FullName} has [PersistentState] but is no IPersistentState<T>.");
        }

        _grainType = grainType;
        _configuration = configuration;
        _storageName = configuration.StorageName ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        ParameterType = parameter.ParameterType;
        _constructor = ConstructorInvoker.Create(typeof(PersistentState<>).MakeGenericType(ParameterType.GetGenericArguments()).GetConstructors()[0]);
    }

    public Type ParameterType { get; }

    public static PersistentStateFacet[] Of(Type grainType) =>
        [.. grainType.GetConstructors().SelectMany(c => c.GetParameters())
            .Select(p => (Parameter: p, Attribute: p.GetCustomAttributes().OfType<IPersistentStateConfiguration>().FirstOrDefault()))
            .Where(x => x.Attribute is not null)
            .Select(x => new PersistentStateFacet(grainType, x.Parameter, x.Attribute!))];

    public object Create(Activation activation)
    {
        var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(_storageName)
            ?? throw new BadProviderConfigException($"No grain storage named '{_storageName}' is registered, which {_grainType.FullName} wants for '{_configuration.StateName}'.");
        return _constructor.Invoke(_configuration.StateName, activation, storage);
    }
}
