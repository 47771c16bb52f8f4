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
  /** Changes what is there. An answer that is on its way does not know of the change, so it is asked for again. */
  change(update: (data: T) => T): void;
  /** The answer says whether what is there by then is still what it is now, save for changes. */
  hold(): () => boolean;
}

/** What a view shows of the API, asked anew whenever one of `of` changes. An answer that comes too late is not shown. */
export function useResource<T>(load: () => Promise<T>, of: readonly unknown[]): Resource<T> {
  const [state, setState] = useState<{ data?: T; problem?: Problem; loading: boolean }>({ loading: true });
  const turn = useRef(0);
  // The last turn whose answer is shown.
  const answered = useRef(0);
  const ask = useRef(load);
  ask.current = load;

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true }));

    try {
      const data = await ask.current();
      if (mine === turn.current) {
        answered.current = mine;
        setState({ data, loading: false });
      }
    } catch (thrown) {
      if (mine === turn.current) {
        answered.current = mine;
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
    answered.current = ++turn.current;
    setState({ data, loading: false });
  }, []);

  const change = useCallback((update: (data: T) => T) => {
    setState((before) => (before.data === undefined ? before : { ...before, data: update(before.data) }));
    if (answered.current < turn.current) {
      void reload();
    }
  }, []);

  const hold = useCallback(() => {
    const [asked, got] = [turn.current, answered.current];
    return () => asked === turn.current && got === answered.current;
  }, []);

  return { data: state.data, problem: state.problem, loading: state.loading, reload, replace, change, hold };
}
