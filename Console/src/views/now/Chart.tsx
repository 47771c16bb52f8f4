import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useColourScheme } from '../../hooks/useColourScheme';
import type { Measure, Sample } from './samples';

export interface Line {
  name: string;
  of: Measure;
  /** A variable of the style sheet. */
  colour: string;
  dash?: number[];
}

interface ChartProps {
  title: string;
  show: (value: number) => string;
  lines: readonly Line[];
  samples: readonly Sample[];
}

const height = 130;
const shownSeconds = 15 * 60;
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** Lines over time, with the newest values in words. */
export function Chart({ title, show, lines, samples }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const [made, setMade] = useState(0);
  const scheme = useColourScheme();
  const last = samples.at(-1);

  useEffect(() => {
    const around = place.current!;
    const drawn = new uPlot(optionsOf(lines, around), [[]], around);
    plot.current = drawn;
    setMade((count) => count + 1);

    const resize = new ResizeObserver(() => drawn.setSize({ width: around.clientWidth, height }));
    resize.observe(around);

    return () => {
      resize.disconnect();
      drawn.destroy();
    };
  }, [lines, scheme]);

  useEffect(() => {
    plot.current?.setData([samples.map(({ at }) => Date.parse(at) / 1000), ...lines.map(({ of }) => samples.map((sample) => sample[of]))]);
  }, [samples, lines, made]);

  return (
    <figure class="card chart">
      <figcaption>
        <h2>{title}</h2>
        <ul class="legend">
          {lines.map(({ name, of, colour }) => (
            <li key={name}>
              <span class="swatch" style={{ background: `var(${colour})` }} aria-hidden="true" />
              {name} <strong>{last?.[of] == null ? '–' : show(last[of])}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} class="plot" aria-hidden="true" />
    </figure>
  );
}

function optionsOf(lines: readonly Line[], place: HTMLElement): uPlot.Options {
  const style = getComputedStyle(place);
  const text = style.getPropertyValue('--muted');
  const grid = { stroke: style.getPropertyValue('--border'), width: 1 };
  const axis = { stroke: text, grid, ticks: grid, font: '12px system-ui, sans-serif' };

  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: (_, __, last) => [last - shownSeconds, last] },
      y: { range: (_, __, max) => [0, max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      { ...axis, size: 28, space: 70, values: (_, ticks) => ticks.map((tick) => clock.format(tick * 1000)) },
      { ...axis, size: 48 },
    ],
    series: [
      {},
      ...lines.map(({ name, colour, dash }) => ({
        label: name,
        stroke: style.getPropertyValue(colour),
        width: 1.5,
        points: { size: 4, filter: alone },
        ...(dash ? { dash } : {}),
      })),
    ],
  };
}

/** The points that no line leads to or from: times without a request are gaps in the latency. */
function alone(plot: uPlot, series: number): number[] {
  const values = Array.from<number | null | undefined>(plot.data[series] ?? []);
  return values.flatMap((value, at) => (value != null && values[at - 1] == null && values[at + 1] == null ? [at] : []));
}
