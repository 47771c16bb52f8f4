import { useEffect } from 'preact/hooks';
import type { Notification } from '../api/types';
import { useStream } from '../hooks/useStream';
import { announce } from '../parts/announce';
import { to } from '../routing/router';
import { useStore } from '../store';
import { inbox } from './inbox';

export function UnreadLink() {
  const { unread } = useStore(inbox);

  useStream('/api/v1/notifications/watch', ({ name, data }) => {
    if (name === 'unread') {
      inbox.set({ ...inbox.get(), unread: (JSON.parse(data) as { unread: number }).unread });
    } else if (name === 'notification') {
      const notification = JSON.parse(data) as Notification;
      inbox.set({ ...inbox.get(), last: notification });
      announce(`New: ${notification.title}`);
    }
  });

  useEffect(() => () => inbox.set({ unread: 0, last: null }), []);

  return (
    <a class="unread" href={to('/account/notifications')}>
      {unread > 0 ? `${unread} unread` : 'Inbox'}
    </a>
  );
}
