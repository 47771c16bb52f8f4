namespace Actors.Users;

/// <summary>Lists in an export, of which a part comes at a time.</summary>
internal static class ExportList
{
    /// <summary>What a part of the list adds to the text.</summary>
    /// <param name="list">The part, as a JSON array of its own. An empty one that is not the first adds nothing: what was to come has gone meanwhile.</param>
    /// <param name="isFirst">Whether the list begins with it.</param>
    /// <param name="isLast">Whether it ends with it.</param>
    public static string PartOf(string list, bool isFirst, bool isLast) => $"{(isFirst ? "[" : list is "[]" ? "" : ",")}{list.AsSpan(1, list.Length - 2)}{(isLast ? "]" : "")}";
}
