namespace Orleans
{
    /// <summary>The stages of a silo.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>Before all others.</summary>
        public const int First = int.MinValue;

        /// <summary>The runtime is set up.</summary>
        public const int RuntimeInitialize = 2000;

        /// <summary>The runtime's services start.</summary>
        public const int RuntimeServices = 4000;

        /// <summary>Storage starts.</summary>
        public const int RuntimeStorageServices = 6000;

        /// <summary>The services for grains start.</summary>
        public const int RuntimeGrainServices = 8000;

        /// <summary>After the services for grains.</summary>
        public const int AfterRuntimeGrainServices = 8100;

        /// <summary>The application's services start.</summary>
        public const int ApplicationServices = 10000;

        /// <summary>The silo takes calls, just before <see cref="Active"/>.</summary>
        public const int BecomeActive = Active - 1;

        /// <summary>The silo takes calls.</summary>
        public const int Active = 20000;

        /// <summary>After all others.</summary>
        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The lifecycle of a silo.</summary>
    public interface ISiloLifecycle : ILifecycleObservable
    {
        /// <summary>The highest stage that has started.</summary>
        int HighestCompletedStage { get; }

        /// <summary>The lowest stage that has stopped.</summary>
        int LowestStoppedStage { get; }
    }

    /// <summary>Runs when the silo starts.</summary>
    public interface IStartupTask
    {
        /// <summary>Does the work; the silo's start fails with it.</summary>
        Task Execute(CancellationToken cancellationToken);
    }

    /// <summary>What a silo knows of itself.</summary>
    public interface ILocalSiloDetails
    {
        /// <summary>The silo's name.</summary>
        string Name { get; }

        /// <summary>The cluster's name.</summary>
        string ClusterId { get; }

        /// <summary>The machine's name.</summary>
        string DnsHostName { get; }

        /// <summary>The silo's address.</summary>
        SiloAddress SiloAddress { get; }

        /// <summary>The same address: there is no gateway here.</summary>
        SiloAddress GatewayAddress { get; }
    }
}
