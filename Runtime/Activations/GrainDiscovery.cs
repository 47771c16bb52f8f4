using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Finds the grain classes of an application: in its loaded assemblies and in all that they reference, if they reference this one.</summary>
internal static class GrainDiscovery
{
    private static readonly Lazy<Type[]> Found = new(() => [.. Assemblies().SelectMany(TypesOf).Where(IsGrainClass)]);

    /// <summary>The grain classes. Assemblies that are loaded later are not seen: the list is made once.</summary>
    public static IReadOnlyList<Type> Classes => Found.Value;

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(IGrainBase).IsAssignableFrom(type);

    private static List<Assembly> Assemblies()
    {
        var runtime = typeof(GrainDiscovery).Assembly;
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (IsFramework(assembly.GetName().Name!) || !found.TryAdd(assembly.GetName().Name!, assembly))
            {
                continue;
            }

            foreach (var reference in assembly.GetReferencedAssemblies().Where(r => !IsFramework(r.Name!) && !found.ContainsKey(r.Name!)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    queue.Enqueue(loaded);
                }
            }
        }

        return [.. found.Values.Where(a => a == runtime || a.GetReferencedAssemblies().Any(r => r.Name == runtime.GetName().Name))];
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "System" or "mscorlib" or "netstandard";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null; // a reference that is not deployed cannot hold grains that run
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}
