import type { Notification } from '../api/types';
import { store } from '../store';

/** How many notifications are unread, and the last that came while the page was open. */
export const inbox = store<{ unread: number; last: Notification | null }>({ unread: 0, last: null });

/** Tells of each notification that comes, also of several that come at once: a view that is drawn afterwards would see the last alone. */
export function onArrival(tell: (arrived: Notification) => void): () => void {
  let told = inbox.get().last;

  return inbox.subscribe(() => {
    const { last } = inbox.get();
    if (last && last !== told) {
      tell((told = last));
    }
  });
}
