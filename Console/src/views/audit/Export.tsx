import { useEffect, useRef, useState } from 'preact/hooks';
import { allOf } from '../../api/pages';
import { patiently } from '../../api/patiently';
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

function allLines(filter: EventFilter, onLines: (count: number) => void, signal: AbortSignal): Promise<string[]> {
  let lines = 0;

  return allOf(async (cursor) => {
    const { items, next_cursor } = await patiently(() => loadEvents(filter, cursor, 200, signal), signal);
    onLines((lines += items.length));
    return { items: items.map(({ raw }) => `${compactJson(raw)}\n`), next_cursor };
  });
}
