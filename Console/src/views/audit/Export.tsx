import { useEffect, useRef, useState } from 'preact/hooks';
import { pause } from '../../api/pause';
import { Problem } from '../../api/problem';
import { useAction } from '../../hooks/useAction';
import { announce } from '../../parts/announce';
import { Section } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { compactJson } from '../../text/json';
import { count } from '../../text/format';
import { saveFile } from '../../text/file';
import { loadEvents, type EventFilter } from './events';

/** Saves all events that the filter finds, a line each. */
export function Export({ filter }: { filter: EventFilter }) {
  const [lines, setLines] = useState(0);
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const save = useAction(async () => {
    const { signal } = (stop.current = new AbortController());
    setLines(0);

    const parts = await allLines(filter, setLines, signal).catch((thrown: unknown) => {
      if (!signal.aborted) {
        throw thrown;
      }
    });

    if (parts && !signal.aborted) {
      saveFile('audit.ndjson', 'application/x-ndjson', parts);
      announce(`${count(parts.length)} events saved.`);
    }
  });

  return (
    <Section title="Export">
      <p>All events that the filter finds, as NDJSON, the newest first.</p>
      <div class="actions">
        <button type="button" aria-disabled={save.busy} onClick={() => void save.run()}>
          {save.busy ? `${count(lines)} events…` : 'Export NDJSON'}
        </button>
        {save.busy && (
          <button type="button" onClick={() => stop.current?.abort()}>
            Stop
          </button>
        )}
      </div>
      <ProblemBox problem={save.problem} />
    </Section>
  );
}

async function allLines(filter: EventFilter, onLines: (count: number) => void, signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  let cursor: string | undefined;

  do {
    const page = await patiently(() => loadEvents(filter, cursor, 200, signal), signal);
    lines.push(...page.items.map(({ raw }) => `${compactJson(raw)}\n`));
    onLines(lines.length);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);

  return lines;
}

/** Waits where the rate limit says so. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.status !== 429) {
        throw thrown;
      }
      await pause((problem.retryAfter ?? 1) * 1000, signal);
    }
  }
}
