using Microsoft.Extensions.Options;

namespace Actors.Settings;

/// <summary>What a user exports can be imported again: options under which it could grow too large stop the start.</summary>
internal sealed class ValidateExportSize : IValidateOptions<SettingsOptions>
{
    public ValidateOptionsResult Validate(string? name, SettingsOptions options)
    {
        var largest = (long)options.MaxPersonas * (options.MaxDocumentBytes + ISettingsImportGrain.MaxLineBytes);

        return largest <= ISettingsImportGrain.MaxBytes
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{SettingsOptions.Section}:{nameof(options.MaxPersonas)} of {options.MaxPersonas} and {SettingsOptions.Section}:{nameof(options.MaxDocumentBytes)} of {options.MaxDocumentBytes} "
                + $"let an export grow to {largest} bytes, and an import takes {ISettingsImportGrain.MaxBytes}: lower one of the two.");
    }
}
