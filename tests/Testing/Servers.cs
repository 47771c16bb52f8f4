namespace Actors.Testing;

public static class Servers
{
    /// <summary>Skips a test that needs what is missing, or fails it where everything is said to be there.</summary>
    public static void Require(string? missing)
    {
        if (missing is not null)
        {
            Assert.True(Environment.GetEnvironmentVariable("ACTORS_REQUIRE_SERVERS") != "1", missing);
            Assert.Skip(missing);
        }
    }
}
