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
