using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Users.Passwords;

/// <summary>How passwords are judged and hashed. Section <c>Passwords</c>.</summary>
internal sealed class PasswordOptions
{
    public const string Section = "Passwords";

    /// <summary>What new hashes are made with; a hash of another kind is replaced at its user's next sign-in. Default <c>Bcrypt</c>.</summary>
    [EnumDataType(typeof(PasswordAlgorithm))]
    public PasswordAlgorithm Algorithm { get; set; } = PasswordAlgorithm.Bcrypt;

    /// <summary>The work of a bcrypt hash, doubled by each step. Default 12, about 0.2 s of one core; below 10 is for tests only.</summary>
    [Range(4, Bcrypt.MaxCost)]
    public int BcryptCost { get; set; } = 12;

    /// <summary>The rounds of PBKDF2-HMAC-SHA512. Default 210,000 (OWASP), which is also the least.</summary>
    [Range(210_000, Pbkdf2.MaxIterations)]
    public int Pbkdf2Iterations { get; set; } = 210_000;

    /// <summary>Threads that hash. Default 0: one fewer than the machine has cores, at least one.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Hashes that may wait; one more is refused with 503. Default 0: 32 for each thread, six seconds' work at cost 12.</summary>
    [Range(0, 100_000)]
    public int QueueLength { get; set; }

    /// <summary>The longest wait that is taken on: with costlier hashes the queue is cut to it. Default 10 s, well inside a call's time limit.</summary>
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The fewest code points of a new password. Default 8 (NIST SP 800-63B).</summary>
    [Range(PasswordLength.LeastMinimum, 64)]
    public int MinimumLength { get; set; } = 8;

    /// <summary>The least zxcvbn score of a new password, 0 to 4. Default 2. As the library counts, a score of 3 or more withstands ten thousand guesses a second for more than a million seconds, on average.</summary>
    [Range(0, 4)]
    public int MinimumScore { get; set; } = 2;

    /// <summary>The product's name, a word that no password may contain. Default <c>actors</c>.</summary>
    [Required(AllowEmptyStrings = true), MaxLength(64)]
    public string Product { get; set; } = "actors";

    /// <summary>A file of further refused passwords, one a line: plain, or SHA-1 as at Have I Been Pwned (<c>HASH[:count]</c>, 16 hex digits suffice). Default none.</summary>
    public string? RefusedFile { get; set; }

    public int EffectiveThreads => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount - 1);

    public int EffectiveQueueLength => QueueLength > 0 ? QueueLength : 32 * EffectiveThreads;
}

internal enum PasswordAlgorithm
{
    Bcrypt,
    Pbkdf2,
}

[OptionsValidator]
internal sealed partial class ValidatePasswordOptions : IValidateOptions<PasswordOptions>;
