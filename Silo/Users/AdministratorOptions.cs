using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Users;

/// <summary>The first administrator, made when there is none. Section <c>Admin</c>.</summary>
internal sealed class AdministratorOptions
{
    public const string Section = "Admin";

    /// <summary>The e-mail address. Default <c>admin@localhost</c>.</summary>
    [Required]
    public string Email { get; set; } = "admin@localhost";

    /// <summary>The password. Default none: one is generated and shown once on the console.</summary>
    public string? Password { get; set; }
}

[OptionsValidator]
internal sealed partial class ValidateAdministratorOptions : IValidateOptions<AdministratorOptions>;
