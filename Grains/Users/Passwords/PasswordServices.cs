using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Users.Passwords;

internal static class PasswordServices
{
    public static IServiceCollection AddPasswords(this IServiceCollection services)
    {
        services.AddSection<PasswordOptions>(PasswordOptions.Section)
            .Validate(
                o => o.MaximumWait >= TimeSpan.FromSeconds(1) && o.MaximumWait <= TimeSpan.FromSeconds(25),
                $"{PasswordOptions.Section}:{nameof(PasswordOptions.MaximumWait)} must be between 1 and 25 seconds.")
            .Validate(
                o => string.IsNullOrEmpty(o.RefusedFile) || File.Exists(o.RefusedFile),
                $"{PasswordOptions.Section}:{nameof(PasswordOptions.RefusedFile)} names a file that is not there.");

        services.AddSingleton<IValidateOptions<PasswordOptions>, ValidatePasswordOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<HashingMeter>();
        services.AddSingleton<HashingPool>();
        services.AddSingleton<IPasswordHasher, PasswordHasher>();
        services.AddSingleton<PasswordStrength>();
        services.AddSingleton(provider => ReadRefused(provider.GetRequiredService<IOptions<PasswordOptions>>().Value.RefusedFile));
        services.AddSingleton<PasswordPolicy>();
        services.AddHostedService<PasswordWarmUp>();

        return services;
    }

    private static RefusedPasswords ReadRefused(string? path)
    {
        try
        {
            return RefusedPasswords.Load(path);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                Options.DefaultName,
                typeof(PasswordOptions),
                [$"{PasswordOptions.Section}:{nameof(PasswordOptions.RefusedFile)} cannot be used: {exception.Message}"]);
        }
    }
}
