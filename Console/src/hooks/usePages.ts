import type { Page } from '../api/types';
import { useAction, type Action } from './useAction';
import { useResource, type Resource } from './useResource';

export interface Pages<T> extends Resource<Page<T>> {
  items: T[];
  /** The next page, when there is one. */
  more: Action<[]> | undefined;
}

/** A list that goes on under a cursor. */
export function usePages<T>(load: (cursor: string | undefined) => Promise<Page<T>>, of: readonly unknown[]): Pages<T> {
  const first = useResource(() => load(undefined), of);
  const shown = first.data;

  const more = useAction(async () => {
    if (shown?.next_cursor) {
      const isHeld = first.hold();
      const next = await load(shown.next_cursor);
      // A list that was asked for meanwhile, perhaps under another filter, does not go on with this page.
      if (isHeld()) {
        first.change(({ items }) => ({ ...next, items: [...items, ...next.items] }));
      }
    }
  });

  return { ...first, items: shown?.items ?? [], more: shown?.next_cursor ? more : undefined };
}
