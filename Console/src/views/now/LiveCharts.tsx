import { useRef, useState } from 'preact/hooks';
import { useStream } from '../../hooks/useStream';
import { ProblemBox } from '../../parts/ProblemBox';
import { amount, milliseconds } from '../../text/format';
import { Chart, type Line } from './Chart';
import { withSample, type Sample } from './samples';

const rate = (value: number) => `${amount(value)}/s`;

const charts: readonly { title: string; show: (value: number) => string; lines: readonly Line[] }[] = [
  {
    title: 'Requests',
    show: rate,
    lines: [
      { name: 'requests', of: 'requests_per_second', colour: '--line-1' },
      { name: 'errors', of: 'errors_per_second', colour: '--line-bad', dash: [6, 4] },
    ],
  },
  {
    title: 'Latency',
    show: milliseconds,
    lines: [
      { name: 'median', of: 'p50_ms', colour: '--line-1' },
      { name: '95 %', of: 'p95_ms', colour: '--line-2', dash: [6, 4] },
      { name: '99 %', of: 'p99_ms', colour: '--line-3', dash: [2, 3] },
    ],
  },
  {
    title: 'Sign-ins and refusals',
    show: rate,
    lines: [
      { name: 'sign-ins', of: 'sign_ins_per_second', colour: '--line-1' },
      { name: 'refusals', of: 'refusals_per_second', colour: '--line-bad', dash: [6, 4] },
    ],
  },
  { title: 'Hashing queue', show: amount, lines: [{ name: 'passwords waiting', of: 'hashing_queue', colour: '--line-1' }] },
  { title: 'Storage commits', show: rate, lines: [{ name: 'commits', of: 'commits_per_second', colour: '--line-1' }] },
];

const states = { connecting: 'Connecting…', live: 'Live', paused: 'Paused', failed: 'Ended' } as const;

/** What the whole cluster does, over the last 15 minutes. */
export function LiveCharts() {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const gathered = useRef<readonly Sample[]>([]);
  const drawing = useRef(false);

  const { state, problem } = useStream('/api/v1/admin/live', ({ name, data }) => {
    if (name === 'sample') {
      gathered.current = withSample(gathered.current, JSON.parse(data) as Sample);

      // The past comes in one piece: it is drawn once.
      if (!drawing.current) {
        drawing.current = true;
        requestAnimationFrame(() => {
          drawing.current = false;
          setSamples(gathered.current);
        });
      }
    }
  });

  return (
    <section aria-label="The last 15 minutes">
      <p class="small">
        {states[state]}
        {samples.length > 0 && ` · ${samples.at(-1)!.processes} reporting`}
      </p>
      <ProblemBox problem={problem} />
      {samples.length === 0 && state !== 'failed' ? (
        <p class="empty">The first numbers come within a few seconds.</p>
      ) : (
        <div class="charts">
          {charts.map((chart) => (
            <Chart key={chart.title} {...chart} samples={samples} />
          ))}
        </div>
      )}
    </section>
  );
}
