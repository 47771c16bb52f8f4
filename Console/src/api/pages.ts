import type { Page } from './types';

/** A list whole, page by page. */
export async function allOf<T>(load: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;

  do {
    const page = await load(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);

  return items;
}

/** The page with another item in the place of the one that has its id; without that where there is no other. */
export function withItem<T extends { id: string }>(page: Page<T>, id: string, item: T | undefined): Page<T> {
  return { ...page, items: page.items.flatMap((shown) => (shown.id === id ? (item ?? []) : shown)) };
}

/** The answers for all items in their order, a few asked for at a time. After one that fails no more are asked for. */
export async function fewAtATime<T, R>(items: readonly T[], few: number, ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;

  const work = async () => {
    while (next < items.length) {
      const at = next++;

      try {
        answers[at] = await ask(items[at]!);
      } catch (thrown) {
        next = items.length;
        throw thrown;
      }
    }
  };

  await Promise.all(Array.from({ length: few }, work));
  return answers;
}
