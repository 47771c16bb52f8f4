import { useEffect, useRef, useState } from 'preact/hooks';
import type { ServerEvent } from '../api/events';
import type { Problem } from '../api/problem';
import { follow, type StreamState } from '../api/stream';

/** Follows a stream of the API while the view is there; `after` is the id of the event that it goes on from when it begins. */
export function useStream(path: string | null, onEvent: (event: ServerEvent) => void, after?: string): { state: StreamState; problem: Problem | undefined } {
  const [state, setState] = useState<{ state: StreamState; problem?: Problem }>({ state: 'connecting' });
  const latest = useRef(onEvent);
  latest.current = onEvent;

  useEffect(
    () =>
      path === null
        ? undefined
        : follow(
            path,
            {
              onEvent: (event) => latest.current(event),
              onState: (next, problem) => setState(problem ? { state: next, problem } : { state: next }),
            },
            after,
          ),
    [path],
  );

  return { state: state.state, problem: state.problem };
}
