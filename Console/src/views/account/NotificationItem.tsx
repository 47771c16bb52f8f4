import { useRef } from 'preact/hooks';
import { api } from '../../api/api';
import type { Notification } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import { announce } from '../../parts/announce';
import { focusTitle } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { Badge, Time } from '../../parts/Small';
import { nameOfKind } from './kinds';

interface NotificationItemProps {
  item: Notification;
  /** It is another by now; undefined: it is no more. */
  changed: (item: Notification | undefined) => void;
}

export function NotificationItem({ item, changed }: NotificationItemProps) {
  const { id, title, text, kind, created_at, read_at, ip, user_agent } = item;
  const path = { id };
  const shown = useRef<HTMLLIElement>(null);

  // The button that was clicked goes with what it has done: who is still there goes on with the next.
  const done = (said: string, next: Notification | undefined) => {
    announce(said);

    if (shown.current?.contains(document.activeElement)) {
      const following = shown.current.nextElementSibling as HTMLElement | null;
      (following ? () => following.focus() : focusTitle)();
    }

    changed(next);
  };
  const read = useAction(async () => {
    await api.post('/api/v1/notifications/{id}/read', { path });
    done('Marked as read.', { ...item, read_at: new Date().toISOString() });
  });
  const remove = useAction(async () => {
    await api.delete('/api/v1/notifications/{id}', { path });
    done('Deleted.', undefined);
  });

  return (
    <li ref={shown} tabIndex={-1} class={read_at ? undefined : 'unread-item'}>
      <div class="section-head">
        <h3>
          {title} {!read_at && <Badge tone="plain">unread</Badge>}
        </h3>
        <div class="actions">
          {!read_at && (
            <button type="button" aria-disabled={read.busy} onClick={() => void read.run()}>
              Mark as read<span class="hidden"> {title}</span>
            </button>
          )}
          <button type="button" class="danger" aria-disabled={remove.busy} onClick={() => void remove.run()}>
            Delete<span class="hidden"> {title}</span>
          </button>
        </div>
      </div>
      <p class="message">{text}</p>
      <p class="small">
        {nameOfKind(kind)} · <Time at={created_at} />
        {ip && ` · from ${ip}`}
        {user_agent && ` · ${user_agent}`}
      </p>
      <ProblemBox problem={read.problem ?? remove.problem} />
    </li>
  );
}
