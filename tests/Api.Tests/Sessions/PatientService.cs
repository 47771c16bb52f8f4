namespace Actors.Tests.Sessions;

/// <summary>Refreshes that were sent at once are one refresh to it, also when a busy machine takes its time between them.</summary>
public sealed class PatientService : Service
{
    protected override IReadOnlyList<string> Options => [.. base.Options, "--Sessions:RefreshGrace", "00:05:00"];
}

/// <summary>For classes of tests that keep to the accounts and sessions that they make.</summary>
[CollectionDefinition(Name)]
public sealed class PatientTests : ICollectionFixture<PatientService>
{
    public const string Name = "A patient service";
}
