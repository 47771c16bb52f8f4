namespace System.Runtime.CompilerServices;

/// <summary>Lets an assembly see another's internals; the runtime knows the attribute by its name, the libraries do not declare it.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
