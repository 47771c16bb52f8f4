using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Users;

/// <summary>Where the links in mails lead. Section <c>MailLinks</c>.</summary>
public sealed class MailLinkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "MailLinks";

    /// <summary>The product's name in mails. Default <c>Actors</c>.</summary>
    [Required, StringLength(100)]
    public string Product { get; set; } = "Actors";

    /// <summary>The page of the application that takes the token: <c>?token=…</c> is added. Default the console's on this machine: <c>http://127.0.0.1:5080/console/mail</c>, or at the <c>Port</c> that is set.</summary>
    [Required, Url]
    public string Page { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ValidateMailLinkOptions : IValidateOptions<MailLinkOptions>;
