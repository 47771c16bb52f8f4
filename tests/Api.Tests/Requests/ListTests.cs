using System.Text.Json;

namespace Actors.Tests.Requests;

/// <summary>What holds for every list.</summary>
public sealed class ListTests(Service service)
{
    [Fact]
    public async Task A_page_of_any_list_has_from_1_to_200_items()
    {
        using var admin = await service.NewAdministratorAsync();
        var lists = (await admin.GetStringAsync("/openapi/v1.json")).Parsed().GetProperty("paths").EnumerateObject()
            .Where(path => !path.Name.Contains('{', StringComparison.Ordinal) && path.Value.TryGetProperty("get", out var get) && TakesLimit(get))
            .Select(path => path.Name)
            .ToArray();
        Assert.True(lists.Length > 10, string.Join(' ', lists));

        foreach (var list in lists)
        {
            foreach (var limit in new[] { "0", "201", "-1", "ten" })
            {
                using var refused = await admin.GetAsync($"{list}?limit={limit}");
                Assert.Contains("limit:invalid_parameter", (await refused.IsProblemAsync(422, "validation_failed")).FieldCodes());
            }
        }
    }

    private static bool TakesLimit(JsonElement get) =>
        get.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "limit");
}
