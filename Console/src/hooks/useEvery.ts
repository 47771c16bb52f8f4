import { useEffect, useRef } from 'preact/hooks';

/** Does something again and again, each time so long after the last has ended, while the page is looked at. Null: not at all. */
export function useEvery(milliseconds: number | null, work: () => Promise<void>): void {
  const latest = useRef(work);
  latest.current = work;

  useEffect(() => {
    if (milliseconds === null) {
      return;
    }

    let timer: ReturnType<typeof setTimeout>;
    let ended = false;
    const next = () => (timer = setTimeout(run, milliseconds));
    const run = async () => {
      if (!document.hidden) {
        await latest.current();
      }
      if (!ended) {
        next();
      }
    };

    next();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [milliseconds]);
}
