import type { Notification } from '../api/types';
import { store } from '../store';

/** How many notifications are unread, and the last that came while the page was open. */
export const inbox = store<{ unread: number; last: Notification | null }>({ unread: 0, last: null });
