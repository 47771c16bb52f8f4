namespace Actors.Tests.Documentation;

/// <summary>Every error that the OpenAPI document declares of an operation is provoked there.</summary>
public sealed class DeclaredErrorTests(ContractServices services) : IClassFixture<ContractServices>
{
    [Fact]
    public async Task Every_declared_error_of_every_operation_happens()
    {
        var provocations = new Provocations(services);
        var wrong = new List<string>();

        foreach (var operation in services.Contract.Operations)
        {
            foreach (var (status, code) in operation.Errors.Where(error => !Provocations.IsProvokedElsewhere(operation, error.Code)))
            {
                if (provocations.Of(operation, code) is not { } provoke)
                {
                    wrong.Add($"{operation.Name}: nothing provokes {status} {code}");
                    continue;
                }

                var got = await AnswerAsync(provoke);

                if (got != $"{status} {code}")
                {
                    wrong.Add($"{operation.Name}: {got} in place of {status} {code}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>That they do need one is provoked as every declared error is.</summary>
    [Fact]
    public void What_a_thief_with_a_session_must_not_do_is_declared_to_need_a_recent_sign_in() => Assert.Equal(
        [
            "DELETE /api/v1/auth/identities/{id}",
            "DELETE /api/v1/auth/me",
            "DELETE /api/v1/auth/mfa/totp",
            "POST /api/v1/admin/users/{id}/reset-mfa",
            "POST /api/v1/auth/api-keys",
            "POST /api/v1/auth/email/change",
            "POST /api/v1/auth/mfa/recovery-codes",
            "POST /api/v1/auth/mfa/totp",
            "POST /api/v1/auth/mfa/totp/confirm",
            "POST /api/v1/auth/password/change",
            "PUT /api/v1/notifications/settings",
        ],
        services.Contract.Operations
            .Where(operation => operation.Errors.Any(error => error.Code == "reauthentication_required"))
            .Select(operation => operation.Name)
            .Order(StringComparer.Ordinal));

    private static async Task<string> AnswerAsync(Func<Task<HttpResponseMessage>> provoke)
    {
        try
        {
            using var response = await provoke();
            return await ContractServices.CodeAsync(response);
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name} {exception.Message}";
        }
    }
}
