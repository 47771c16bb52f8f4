import { useRef, useState } from 'preact/hooks';
import type { Pages } from '../hooks/usePages';
import { count } from '../text/format';
import { ProblemBox } from './ProblemBox';

/** The end of a list: how much of it is shown, and the button for more where it goes on. */
export function More<T>({ of: { items, more, loading } }: { of: Pages<T> }) {
  const [ended, setEnded] = useState(false);
  const end = useRef<HTMLParagraphElement>(null);

  const load = async () => {
    // With the last page the button goes, and the focus should not.
    if (await more?.run()) {
      setEnded(true);
      end.current?.focus();
    }
  };

  return (
    <>
      <ProblemBox problem={more?.problem} />
      <p ref={end} tabIndex={-1} class={more || ended ? 'more' : 'hidden'} role="status">
        {!loading && `${count(items.length)} ${items.length === 1 ? 'is' : 'are'} shown.`}
      </p>
      {more && (
        <button type="button" aria-disabled={more.busy} onClick={() => void load()}>
          {more.busy ? 'Loading…' : 'Show more'}
        </button>
      )}
    </>
  );
}
