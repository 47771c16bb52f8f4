import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/api';
import { withItem } from '../../api/pages';
import type { Notification } from '../../api/types';
import { onArrival } from '../../app/inbox';
import { usePages } from '../../hooks/usePages';
import { ActionButton } from '../../parts/ActionButton';
import { announce } from '../../parts/announce';
import { More } from '../../parts/More';
import { Page, Section } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { Show } from '../../parts/Show';
import { useAction } from '../../hooks/useAction';
import { Channels } from './Channels';
import { NotificationItem } from './NotificationItem';

/** The inbox, which follows what comes, and where each kind goes. */
export function Notifications() {
  const [unreadOnly, setUnreadOnly] = useState(false);
  const pages = usePages((cursor) => api.get('/api/v1/notifications', { query: { cursor, limit: 20, unread: unreadOnly || undefined } }), [unreadOnly]);

  useEffect(
    () => onArrival((arrived) => pages.change((page) => (page.items.some(({ id }) => id === arrived.id) ? page : { ...page, items: [arrived, ...page.items] }))),
    [],
  );

  // What is read by now is none of the unread.
  const changed = (id: string, item: Notification | undefined) =>
    pages.change((page) => withItem(page, id, unreadOnly && item?.read_at ? undefined : item));

  const isUsedUp = pages.more !== undefined && pages.items.length === 0;
  useEffect(() => {
    if (isUsedUp) {
      void pages.reload();
    }
  }, [isUsedUp]);

  const readAll = useAction(async () => {
    await api.post('/api/v1/notifications/read-all');
    announce('All are read.');
    await pages.reload();
  });

  return (
    <Page title="Notifications">
      <Section
        title="Inbox"
        actions={
          <>
            <label class="inline">
              <input type="checkbox" checked={unreadOnly} onChange={({ currentTarget }) => setUnreadOnly(currentTarget.checked)} /> Unread only
            </label>
            <button type="button" aria-disabled={readAll.busy} onClick={() => void readAll.run()}>
              Mark all as read
            </button>
            <ActionButton
              label="Delete all"
              title="Delete all notifications?"
              danger
              done="The inbox is empty."
              run={async () => {
                await api.delete('/api/v1/notifications');
                await pages.reload();
              }}
            />
          </>
        }
      >
        <ProblemBox problem={readAll.problem} />
        <Show of={pages}>
          {() =>
            pages.items.length === 0 ? (
              <p class="empty">{isUsedUp ? 'Loading…' : unreadOnly ? 'Nothing is unread.' : 'The inbox is empty.'}</p>
            ) : (
              <ul class="inbox">
                {pages.items.map((item) => (
                  <NotificationItem key={item.id} item={item} changed={(next) => changed(item.id, next)} />
                ))}
              </ul>
            )
          }
        </Show>
        <More of={pages} />
      </Section>
      <Channels />
    </Page>
  );
}
