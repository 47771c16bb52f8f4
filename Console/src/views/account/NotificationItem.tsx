import { api } from '../../api/api';
import type { Notification } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import { announce } from '../../parts/announce';
import { focusTitle } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { Badge, Time } from '../../parts/Small';
import { nameOfKind } from './kinds';

export function NotificationItem({ item, changed }: { item: Notification; changed: () => Promise<void> }) {
  const { id, title, text, kind, created_at, read_at, ip, user_agent } = item;
  const path = { id };

  // The button that was clicked goes with what it has done.
  const done = async (said: string) => {
    announce(said);
    focusTitle();
    await changed();
  };
  const read = useAction(async () => {
    await api.post('/api/v1/notifications/{id}/read', { path });
    await done('Marked as read.');
  });
  const remove = useAction(async () => {
    await api.delete('/api/v1/notifications/{id}', { path });
    await done('Deleted.');
  });

  return (
    <li class={read_at ? undefined : 'unread-item'}>
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
