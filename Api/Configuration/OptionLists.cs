using System.Globalization;

namespace Actors.Api.Configuration;

/// <summary>Lists of texts that are given as one text: <c>--Cors:Origins "https://a.example, https://b.example"</c>.</summary>
public static class OptionLists
{
    private static readonly char[] Separators = [',', ';'];

    /// <summary>Reads such a text as the whole list: what earlier sources say of it counts no more. Called when all options are registered.</summary>
    public static void SplitLists(this WebApplicationBuilder builder) =>
        Split(builder.Configuration, OptionKeys.From(builder.Services).TextLists());

    internal static void Split(ConfigurationManager configuration, IEnumerable<string> lists)
    {
        var providers = ((IConfigurationRoot)configuration).Providers.ToArray();
        var whole = new Dictionary<string, SortedDictionary<string, string?>>(StringComparer.OrdinalIgnoreCase);

        foreach (var list in lists)
        {
            if (EntriesOf(list, providers) is { } entries)
            {
                whole[list] = entries;
            }
        }

        if (whole.Count > 0)
        {
            configuration.Sources.Add(new WholeLists(whole));
        }
    }

    /// <summary>The entries by their numbers; null where no source gives one text, or the last that does gives entries as well: nobody knows which it means.</summary>
    private static SortedDictionary<string, string?>? EntriesOf(string list, IConfigurationProvider[] providers)
    {
        var entries = new SortedDictionary<string, string?>(ConfigurationKeyComparer.Instance);
        var (isSplit, isDoubtful) = (false, false);

        foreach (var provider in providers)
        {
            var numbers = provider.GetChildKeys([], list).ToArray();

            if (provider.TryGet(list, out var text) && !string.IsNullOrEmpty(text))
            {
                (isSplit, isDoubtful) = (true, numbers.Length > 0);
                entries.Clear();

                foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    entries[entries.Count.ToString(CultureInfo.InvariantCulture)] = part;
                }
            }

            foreach (var number in numbers)
            {
                if (provider.TryGet($"{list}:{number}", out var entry))
                {
                    entries[number] = entry;
                }
            }
        }

        return isSplit && !isDoubtful ? entries : null;
    }

    /// <summary>The last source, for lists that are not mixed with what stands of them in those before it.</summary>
    private sealed class WholeLists : ConfigurationProvider, IConfigurationSource
    {
        private readonly HashSet<string> _lists;

        public WholeLists(Dictionary<string, SortedDictionary<string, string?>> lists)
        {
            _lists = lists.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);

            foreach (var (list, entries) in lists)
            {
                // As the file says that a list is empty; the text that was split is not told any more.
                Data[list] = "";

                foreach (var (number, entry) in entries)
                {
                    Data[$"{list}:{number}"] = entry;
                }
            }
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            base.GetChildKeys(parentPath is not null && _lists.Contains(parentPath) ? [] : earlierKeys, parentPath);
    }
}
