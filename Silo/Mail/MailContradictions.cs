using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

internal sealed class MailContradictions : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.Contradictions().ToArray() is { Length: > 0 } failures
            ? ValidateOptionsResult.Fail(failures)
            : ValidateOptionsResult.Success;
}
