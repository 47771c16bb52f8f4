import type { components } from '../../api/schema';

/** What the cluster did in five seconds. */
export type Sample = components['schemas']['LiveResponse'];

export type Measure = Exclude<keyof Sample, 'at'>;

const kept = 15 * 60 * 1000;

/** The samples of the last 15 minutes with one more; one of the same time is replaced. */
export function withSample(samples: readonly Sample[], next: Sample): Sample[] {
  const end = Date.parse(next.at);
  const others = samples.filter(({ at }) => at !== next.at && Date.parse(at) > end - kept);
  return [...others, next].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
