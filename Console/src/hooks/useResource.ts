import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem';

export interface Resource<T> {
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  /** Asks again; what is there, an error too, stays until the answer comes. */
  reload(): Promise<void>;
  /** Puts what a write has answered in its place. */
  replace(data: T): void;
}

/** What a view shows of the API, asked anew whenever one of `of` changes. An answer that comes too late is not shown. */
export function useResource<T>(load: () => Promise<T>, of: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<{ data?: T; problem?: Problem; loading: boolean }>({ loading: true });
  const turn = useRef(0);
  const ask = useRef(load);
  ask.current = load;

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));

    try {
      const data = await ask.current();
      if (mine === turn.current) {
        setState({ data, loading: false });
      }
    } catch (thrown) {
      if (mine === turn.current) {
        setState(({ data }) => ({ ...(data === undefined ? {} : { data }), problem: Problem.from(thrown), loading: false }));
      }
    }
  }, []);

  useEffect(() => {
    setState({ loading: true });
    void reload();
    return () => void turn.current++;
  }, of);

  const replace = useCallback((data: T) => {
    turn.current++;
    setState({ data, loading: false });
  }, []);

  return { data: state.data, problem: state.problem, loading: state.loading, reload, replace };
}
