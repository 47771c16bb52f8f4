using System.Security.Cryptography;
using Actors.Api.Configuration;
using Actors.Users;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Users;

/// <summary>Makes the first administrator when there is none, so that a fresh service has someone who may run it.</summary>
internal sealed class AdministratorSeed(IGrainFactory grains, IOptions<AdministratorOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var given = options.Value.Password is { Length: > 0 } password ? password : null;
        var made = given ?? GeneratePassword();
        var registration = new Registration(options.Value.Email, made, "Administrator", EmailVerified: true);
        var result = await grains.GetAdministrators().SeedAsync(registration, RequestOrigin.System);

        switch (result?.Outcome)
        {
            case null:
                // There is one already, perhaps because another silo was faster.
                break;
            case RegisterOutcome.EmailTaken:
                throw new WrongOptionException(
                    $"{AdministratorOptions.Section}:Email: '{options.Value.Email}' is the address of an account that may not administer.");
            case RegisterOutcome.Registered:
                Show(options.Value.Email, given is null ? made : null);
                break;
            case RegisterOutcome.WeakPassword:
                throw new WrongOptionException(
                    $"{AdministratorOptions.Section}:Password is refused: {string.Join(", ", result!.Weaknesses)}.");
            default:
                throw new InvalidOperationException($"The administrator was not made: {result?.Outcome}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>128 bits, in letters that are read aloud without doubt.</summary>
    private static string GeneratePassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 26);

    /// <summary>To the console itself, past every logger: a password in a log file stays there.</summary>
    private static void Show(string email, string? password) => Console.WriteLine(password is null
        ? $"The administrator {email} was made with the password of {AdministratorOptions.Section}:Password."
        : $"""

          The administrator, shown this once:
            e-mail    {email}
            password  {password}

          """);
}

internal static class AdministratorServices
{
    public static IServiceCollection AddAdministrator(this IServiceCollection services)
    {
        services.AddSection<AdministratorOptions>(AdministratorOptions.Section)
            .Validate(
                admin => EmailAddress.TryParse(admin.Email, out _, out _),
                $"{AdministratorOptions.Section}:{nameof(AdministratorOptions.Email)} must be an e-mail address.");
        services.AddSingleton<IValidateOptions<AdministratorOptions>, ValidateAdministratorOptions>();

        return services.AddHostedService<AdministratorSeed>();
    }
}
