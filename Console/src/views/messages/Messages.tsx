import { api } from '../../api/api';
import type { Message } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Badge, Time } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { count } from '../../text/format';
import { Compose } from './Compose';

const runs = ({ status }: Message) => status === 'counting' || status === 'sending';

/** Messages to many users, and how far they are. */
export function Messages() {
  const messages = useResource(() => api.get('/api/v1/admin/messages', { query: { limit: 200 } }), []);
  useEvery(messages.data?.items.some(runs) ? 1000 : 15_000, messages.reload);

  const columns: readonly Column<Message>[] = [
    { head: 'Title', cell: ({ title, text }) => <details><summary>{title}</summary><p>{text}</p></details> },
    { head: 'To', cell: audience },
    { head: 'Status', cell: ({ status }) => <Badge tone={status === 'done' ? 'good' : status === 'cancelled' ? 'warn' : 'plain'}>{status}</Badge> },
    { head: 'Reached', cell: (message) => <Progress message={message} />, numeric: true },
    { head: 'Failed', cell: ({ failed }) => count(failed), numeric: true },
    { head: 'Begun', cell: ({ created_at }) => <Time at={created_at} /> },
    {
      head: 'Call off',
      cell: (message) =>
        runs(message) && (
          <ActionButton
            label="Call off"
            about={message.title}
            title={`Call off “${message.title}”?`}
            danger
            done="The message is called off."
            run={async () => {
              await api.post('/api/v1/admin/messages/{id}/cancel', { path: { id: message.id } });
              await messages.reload();
            }}
          >
            <p>Whoever has it keeps it.</p>
          </ActionButton>
        ),
    },
  ];

  return (
    <Page title="Messages">
      <Section title="To many">
        <Compose sent={messages.reload} />
      </Section>
      <Section title="Sent">
        <Show of={messages}>
          {({ items }) => <Table caption="Messages" columns={columns} rows={items} keyOf={({ id }) => id} empty="None has been sent." />}
        </Show>
      </Section>
    </Page>
  );
}

function Progress({ message: { reached, total, title } }: { message: Message }) {
  return total === null ? (
    <>{count(reached)}</>
  ) : (
    <>
      <progress value={total === 0 ? 1 : reached} max={Math.max(total, 1)} aria-label={`Progress of ${title}`} /> {count(reached)} of {count(total)}
    </>
  );
}

function audience({ filter, email }: Message): string {
  const parts = [
    filter.status && `status ${filter.status}`,
    filter.role && `role ${filter.role}`,
    filter.email && `address beginning with ${filter.email}`,
    filter.created_after && `made after ${filter.created_after}`,
  ].filter(Boolean);

  return (parts.join(', ') || 'everybody') + (email ? ', by mail too' : '');
}
