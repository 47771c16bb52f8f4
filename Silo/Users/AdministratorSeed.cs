using System.Security.Cryptography;
using Actors.Api.Configuration;
using Actors.Storage;
using Actors.Users;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Users;

/// <summary>Makes the first administrator when there is none, so that a fresh service has someone who may run it.</summary>
internal sealed class AdministratorSeed(
    IGrainFactory grains, IOptions<AdministratorOptions> options, TimeProvider clock, ILogger<AdministratorSeed> log) : IHostedService
{
    /// <summary>Time for silos that start at once to agree, and for one that was killed a moment ago to be known as gone.</summary>
    private const int Tries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Where the administrator is shown: the console itself, past every logger: a password in a log file stays there.</summary>
    internal TextWriter Output { get; init; } = Console.Out;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var given = options.Value.Password is { Length: > 0 } password ? password : null;
        var made = given ?? GeneratePassword();
        // One id for all tries, by which the account is known that came of one whose answer was lost.
        var registration = new Registration(
            options.Value.Email, made, "Administrator", EmailVerified: true, UserId: Ids.New(Ids.User, clock.GetUtcNow()));
        var result = await SeedAsync(registration, cancellationToken);

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

    /// <summary>Tries again while the cluster does not answer. A store that cannot is the operator's to mend, and ends the start.</summary>
    private async Task<RegisterResult?> SeedAsync(Registration registration, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await grains.GetAdministrators().SeedAsync(registration, RequestOrigin.System)
                    ?? (tries > 1 ? await FindMadeAsync(registration) : null);
            }
            catch (Exception failure) when (
                failure is (OrleansException or TimeoutException) and not StorageUnavailableException && tries < Tries)
            {
                log.LogWarning(failure, "Whether there is an administrator is not known yet; asking again");
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    /// <summary>What an earlier try made after all: nobody else knows its password.</summary>
    private async Task<RegisterResult?> FindMadeAsync(Registration registration) =>
        await grains.GetUser(registration.UserId!).GetProfileAsync() is { } user ? RegisterResult.Registered(user) : null;

    /// <summary>128 bits, in letters that are read aloud without doubt.</summary>
    private static string GeneratePassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 26);

    private void Show(string email, string? password) => Output.WriteLine(password is null
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
                admin => EmailAddress.TryParse(admin.Email, out _),
                $"{AdministratorOptions.Section}:{nameof(AdministratorOptions.Email)} must be an e-mail address.");
        services.AddSingleton<IValidateOptions<AdministratorOptions>, ValidateAdministratorOptions>();

        return services.AddHostedService<AdministratorSeed>();
    }
}
