import { useEffect, useMemo, useRef } from 'preact/hooks';

/** The work, never twice at once: whoever asks while it runs, or in the pause from its beginning on, shares one more run after that. */
export function oneAtATime(work: () => Promise<void>, pause: number): () => Promise<void> {
  let free: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;

  const run = () => {
    next = undefined;
    const running = work();
    free = Promise.allSettled([running, new Promise((resolve) => setTimeout(resolve, pause))]);
    return running;
  };

  return () => (next ??= free.then(run));
}

/** The same for a view; once it is gone, nothing is done any more. */
export function useOneAtATime(work: () => Promise<void>, pause: number): () => Promise<void> {
  const latest = useRef<typeof work | null>(work);
  latest.current = work;
  useEffect(() => () => void (latest.current = null), []);

  return useMemo(() => oneAtATime(async () => latest.current?.(), pause), []);
}
