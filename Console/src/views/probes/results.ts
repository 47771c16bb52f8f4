import { fewAtATime } from '../../api/pages';
import type { Probe } from '../../api/types';

// Twelve times a minute, of the 600 calls that an administrator has.
export const mostEachTime = 25;
const atATime = 4;

/**
 * The listed probes with their last results. These are asked for only of probes that were checked since they are known, and of so many each
 * time: of those that wait longest. Until then a probe has the results that are known, or none. One that is gone meanwhile is left out.
 */
export async function withResults(listed: readonly Probe[], known: Map<string, Probe>, load: (probe: Probe) => Promise<Probe | undefined>): Promise<Probe[]> {
  // They are known in the order in which they were asked for.
  const turns = new Map([...known.keys()].map((name, turn) => [name, turn + 1]));
  const asked = listed
    .filter(({ name, checked_at }) => known.get(name)?.checked_at !== checked_at || !known.has(name))
    .sort((one, other) => (turns.get(one.name) ?? 0) - (turns.get(other.name) ?? 0))
    .slice(0, mostEachTime);

  const answers = await fewAtATime(asked, atATime, load);
  const fresh = new Map(asked.map(({ name }, at) => [name, answers[at]]));

  for (const [name, probe] of fresh) {
    known.delete(name);
    if (probe) {
      known.set(name, probe);
    }
  }

  return listed.flatMap((probe) => (fresh.has(probe.name) ? (fresh.get(probe.name) ?? []) : [{ ...probe, results: known.get(probe.name)?.results ?? null }]));
}
