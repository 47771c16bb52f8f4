using Actors.Bench.Cases;

namespace Actors.Bench.Options;

internal static class Help
{
    public static string Text => $"""
        ./actors bench [case …] [option …]
            Starts the service on loopback, loads it with wrk and prints a table: each case beside its floor, measured in turn with it.
            Without a case, those with a star; 'all' are all of them.

        {string.Join(Environment.NewLine, CaseList.All.Select(Line))}

            --storage sqlite|postgres   where the service stores (sqlite); PostgreSQL is started, too
            --seconds N                 how long a round is (3)
            --connections N             how many ask at once (64); sign-ins and registrations at most 8
            --rounds N                  how often the service and its floor take turns (3)
            --users N                   how many users cold, grow and start have stored (1000000)
            --watchers N                how many watchers watch-5000 opens (5000)
            --bcrypt-cost N             the work of a hash (10)
            --output FILE               where the figures go as JSON (artifacts/bench.json)
            --quick                     all cases, as short and small as can be, for being able to run
            Stores lie in the temporary directory; TMPDIR says on which disk.
        """;

    private static string Line(Case one) => $"    {(CaseList.Usual.Contains(one) ? '*' : ' ')} {one.Name,-14}{one.About}";
}
