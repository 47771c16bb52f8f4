import { api } from '../../api/api';
import type { SigningKey } from '../../api/types';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Badge, Time, type Tone } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';

const tones: Record<string, Tone> = { next: 'plain', signing: 'good', retired: 'warn' };

const columns: readonly Column<SigningKey>[] = [
  { head: 'Key', cell: ({ kid }) => <code>{kid}</code> },
  { head: 'Status', cell: ({ status }) => <Badge tone={tones[status] ?? 'plain'}>{status}</Badge> },
  { head: 'Algorithm', cell: ({ algorithm }) => algorithm },
  { head: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
  { head: 'Signs from', cell: ({ signs_from }) => <Time at={signs_from} /> },
  { head: 'Signs until', cell: ({ retires_at }) => <Time at={retires_at} never="–" /> },
  { head: 'Forgotten', cell: ({ expires_at }) => <Time at={expires_at} never="–" /> },
];

/** The keys that sign access tokens: the next one now, one out at once. */
export function SigningKeys() {
  const keys = useResource(() => api.get('/api/v1/admin/keys'), []);

  return (
    <Page
      title="Signing keys"
      lead="The keys that sign access tokens. They take turns by themselves; a key that signs no more is known until its last token has ended."
      actions={
        <ActionButton
          label="Rotate"
          title="Make the next signing key?"
          done="The next key is made."
          run={async () => keys.replace(await api.post('/api/v1/admin/keys/rotate'))}
        >
          <p>It signs in five minutes, when every node knows it. Tokens of the key until now stay good until they end.</p>
        </ActionButton>
      }
    >
      <Section title="Keys">
        <Show of={keys}>
          {({ items }) => (
            <Table
              caption="Signing keys"
              rows={items}
              keyOf={({ kid }) => kid}
              empty="There are none."
              columns={[
                ...columns,
                {
                  head: 'Withdraw',
                  cell: ({ kid }) => (
                    <ActionButton
                      label="Withdraw"
                      about={`the key ${kid}`}
                      title={`Withdraw the key ${kid}?`}
                      danger
                      done="The key is withdrawn."
                      run={async () => {
                        await api.delete('/api/v1/admin/keys/{kid}', { path: { kid } });
                        await keys.reload();
                      }}
                    >
                      <p>
                        For a key that others may know. Its tokens are refused everywhere within seconds; programs go on with their refresh tokens. Of
                        the key that signs, a new one takes the place at once.
                      </p>
                    </ActionButton>
                  ),
                },
              ]}
            />
          )}
        </Show>
      </Section>
    </Page>
  );
}
