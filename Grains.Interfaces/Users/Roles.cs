namespace Actors.Users;

/// <summary>The names of roles.</summary>
public static class Roles
{
    /// <summary>May administer.</summary>
    public const string Admin = "admin";

    /// <summary>Every account.</summary>
    public const string User = "user";
}
