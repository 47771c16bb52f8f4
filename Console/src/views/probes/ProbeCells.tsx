import type { ProbeResult } from '../../api/types';
import { milliseconds, time } from '../../text/format';

const tones: Record<string, string> = { HEALTHY: 'good', DEGRADED: 'warn', UNHEALTHY: 'bad' };

/** The last results as small cells, the newest at the right; the worse, the taller. Undefined: they are not here yet. */
export function ProbeCells({ results }: { results: readonly ProbeResult[] | undefined }) {
  if (!results || results.length === 0) {
    return <p class="empty small">{results ? 'Not checked yet.' : 'Loading…'}</p>;
  }

  const tally = Object.keys(tones)
    .map((status) => [status, results.filter((result) => result.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);

  return (
    <div class="cells" role="img" aria-label={`The last ${results.length} results: ${tally.join(', ')}.`}>
      {[...results].reverse().map(({ at, status, latency_ms, detail }) => (
        <span key={at} class={tones[status] ?? 'plain'} title={`${time(at)}: ${status}, ${milliseconds(latency_ms)}${detail ? `, ${detail}` : ''}`} />
      ))}
    </div>
  );
}
