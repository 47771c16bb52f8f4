using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSection<MailOptions>(MailOptions.Section);

        services.AddSingleton<IValidateOptions<MailOptions>, ValidateMailOptions>();
        services.AddSingleton<IValidateOptions<MailOptions>, MailContradictions>();
        services.AddSingleton<MailMeter>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<PickupTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Smtp.IsSet
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<PickupTransport>());
        services.AddHostedService<MailSender>();
        services.AddHostedService<OutboxWatch>();
        services.AddHostedService<OutboxSweep>();

        return services;
    }
}
