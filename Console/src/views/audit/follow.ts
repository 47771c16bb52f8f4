import type { Page } from '../../api/types';

/** From one look to the next, in milliseconds. */
export const followEvery = 5000;

/** So many pages at most close the gap since the last time: the log is under the limit for heavy calls, 30 a minute. */
export const mostPages = 2;

/** More rows than that nobody reads, and no page draws quickly. */
export const mostRows = 500;

/**
 * The list, with what is newer in front; where the gap is too long or the list too, the newest page in its place, from which it can be gone
 * on as ever.
 */
export async function followed<T extends { id: string }>(shown: Page<T>, load: (cursor?: string) => Promise<Page<T>>): Promise<(list: Page<T>) => Page<T>> {
  const ids = new Set(shown.items.map(({ id }) => id));
  const isKnown = ({ id }: T) => ids.has(id);
  const newest = await load();
  const news: T[] = [];

  for (let [page, pages] = [newest, 1]; ; pages++) {
    // What is behind the last known one is for "Show more".
    const known = page.items.findLastIndex(isKnown);
    news.push(...(known < 0 ? page.items : page.items.slice(0, known).filter((item) => !isKnown(item))));

    if (known >= 0 || page.next_cursor === null) {
      return (list) => (news.length === 0 ? list : news.length + list.items.length > mostRows ? newest : { ...list, items: [...news, ...list.items] });
    }

    if (pages === mostPages) {
      return () => newest;
    }

    page = await load(page.next_cursor);
  }
}
