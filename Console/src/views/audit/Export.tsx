import { useRef, useState } from 'preact/hooks';
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
  const stopped = useRef(false);

  const save = useAction(async () => {
    stopped.current = false;
    setLines(0);
    const parts: string[] = [];
    let cursor: string | undefined;
    let total = 0;

    do {
      const page = await patiently(() => loadEvents(filter, cursor, 200));
      parts.push(...page.items.map(({ raw }) => `${compactJson(raw)}\n`));
      setLines((total += page.items.length));
      cursor = page.next_cursor ?? undefined;
    } while (cursor && !stopped.current);

    if (!stopped.current) {
      saveFile('audit.ndjson', 'application/x-ndjson', parts);
      announce(`${count(total)} events saved.`);
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
          <button type="button" onClick={() => (stopped.current = true)}>
            Stop
          </button>
        )}
      </div>
      <ProblemBox problem={save.problem} />
    </Section>
  );
}

/** Waits where the rate limit says so. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.status !== 429) {
        throw thrown;
      }
      await new Promise((resolve) => setTimeout(resolve, (problem.retryAfter ?? 1) * 1000));
    }
  }
}
