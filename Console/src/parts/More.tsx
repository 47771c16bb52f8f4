import type { Pages } from '../hooks/usePages';
import { announce } from './announce';
import { ProblemBox } from './ProblemBox';

/** The button at the end of a list that goes on. */
export function More<T>({ of: { items, more } }: { of: Pages<T> }) {
  const load = async () => {
    if (await more?.run()) {
      announce('More is shown.');
    }
  };

  return (
    more && (
      <>
        <ProblemBox problem={more.problem} />
        <p class="more">
          {items.length} are shown.{' '}
          <button type="button" aria-disabled={more.busy} onClick={() => void load()}>
            {more.busy ? 'Loading…' : 'Show more'}
          </button>
        </p>
      </>
    )
  );
}
