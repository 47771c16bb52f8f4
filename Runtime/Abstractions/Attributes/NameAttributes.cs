using System.Globalization;
using Orleans.Runtime;

namespace Orleans
{
    /// <summary>Names a grain type; without it the name is the class's, in lower case and without "Grain".</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute
    {
        private readonly GrainType _grainType = GrainType.Create(grainType);

        /// <summary>The name.</summary>
        public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
    }

    /// <summary>Gives a method a response timeout of its own.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
    {
        /// <summary>The timeout.</summary>
        public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
    }
}

namespace Orleans.Metadata
{
    /// <summary>Names the grain type that a reference of this interface means when several classes implement it.</summary>
    [AttributeUsage(AttributeTargets.Interface)]
    public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute
    {
        internal GrainType GrainType { get; } = GrainType.Create(grainType);
    }
}

namespace Orleans.Runtime
{
    /// <summary>Names a grain interface.</summary>
    [AttributeUsage(AttributeTargets.Interface)]
    public sealed class GrainInterfaceTypeAttribute(string value) : Attribute
    {
        internal GrainInterfaceType InterfaceType { get; } = GrainInterfaceType.Create(value);
    }
}
