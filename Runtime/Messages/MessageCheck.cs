using System.Reflection;

namespace Orleans.Runtime;

/// <summary>
/// Checks the grain interfaces of a silo before it starts. Messages are handed over as they are, not copied, so nothing in
/// them may change after sending; and what could not be serialised would fail on a cluster, so it must not start here either.
/// </summary>
internal static class MessageCheck
{
    public static void Check(IEnumerable<Type> interfaces)
    {
        var problems = interfaces.SelectMany(ProblemsOf).Distinct().ToArray();
        if (problems.Length > 0)
        {
            throw new OrleansConfigurationException(
                $"The silo does not start, because these messages could be changed after sending or could not be serialised:{Environment.NewLine}"
                + string.Join(Environment.NewLine, problems.Select(p => "- " + p)));
        }
    }

    public static IEnumerable<string> ProblemsOf(Type interfaceType)
    {
        // The interfaces that Orleans itself brings keep its types.
        if (interfaceType.Assembly == typeof(MessageCheck).Assembly)
        {
            yield break;
        }

        foreach (var method in ProxyEmitter.MethodsOf(interfaceType).Where(m => m.DeclaringType!.Assembly != typeof(MessageCheck).Assembly))
        {
            var name = $"{method.DeclaringType!.FullName}.{method.Name}";
            if (MethodShape.WhyNot(method) is { } reason)
            {
                yield return $"{name}: {reason}.";
                continue;
            }

            foreach (var problem in TypesOf(method).SelectMany(x => MessageTypes.ProblemsOf(x.Type, $"{name}, {x.Where}")))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<(Type Type, string Where)> TypesOf(MethodInfo method)
    {
        foreach (var parameter in method.GetParameters().Where(p => p.ParameterType != typeof(CancellationToken)))
        {
            yield return (parameter.ParameterType, $"argument {parameter.Name}");
        }

        if (method.ReturnType.IsGenericType)
        {
            yield return (method.ReturnType.GetGenericArguments()[0], "result");
        }
    }
}
