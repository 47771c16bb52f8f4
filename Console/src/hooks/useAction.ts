import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem';
import { announce } from '../parts/announce';

/** Something that a button or a form does. */
export interface Action<A extends unknown[]> {
  busy: boolean;
  problem: Problem | undefined;
  /** True when it was done; else `problem` says why not, or an announcement when the view is gone by then. A second click while it is busy does nothing. */
  run(...args: A): Promise<boolean>;
  clear(): void;
}

export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });
  const busy = useRef(false);
  const mounted = useRef(true);
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => () => void (mounted.current = false), []);

  const run = useCallback(async (...args: A) => {
    if (busy.current) {
      return false;
    }

    busy.current = true;
    setState({ busy: true });
    let problem: Problem | undefined;

    try {
      await latest.current(...args);
    } catch (thrown) {
      problem = Problem.from(thrown);
    }

    busy.current = false;
    if (mounted.current) {
      setState(problem ? { busy: false, problem } : { busy: false });
    } else if (problem && problem.status !== 401) {
      // That a session has ended, the form to sign in says.
      announce(`That was not done: ${problem.message}`);
    }
    return !problem;
  }, []);

  const clear = useCallback(() => setState({ busy: false }), []);

  return { busy: state.busy, problem: state.problem, run, clear };
}
