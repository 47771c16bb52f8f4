import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import { signOut } from '../../api/session';
import { hasDrafts } from '../../drafts';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table } from '../../parts/Table';
import { sessionColumns } from './sessionColumns';

/** Where one is signed in. */
export function Sessions() {
  const sessions = useResource(() => allOf((cursor) => api.get('/api/v1/auth/sessions', { query: { cursor, limit: 200 } })), []);

  const end = async (id: string, current: boolean) => {
    if (current) {
      await signOut('You are signed out.');
    } else {
      await api.delete('/api/v1/auth/sessions/{id}', { path: { id } });
      await sessions.reload();
    }
  };

  return (
    <Page title="Sessions">
      <Section
        title="Where you are signed in"
        actions={
          <ActionButton
            label="End all others"
            title="End every session but this one?"
            danger
            done="Every other session is ended."
            run={async () => {
              await api.delete('/api/v1/auth/sessions');
              await sessions.reload();
            }}
          >
            <p>They are refused on their very next request.</p>
          </ActionButton>
        }
      >
        <Show of={sessions}>
          {(items) => (
            <Table
              caption="Sessions"
              rows={items}
              keyOf={({ id }) => id}
              empty="There is no session."
              columns={[
                ...sessionColumns,
                {
                  head: 'End',
                  cell: ({ id, ip, current }) => (
                    <ActionButton
                      label="End"
                      about={current ? 'this session' : `the session from ${ip ?? 'an unknown address'}`}
                      title={current ? 'Sign out here?' : 'End this session?'}
                      danger
                      done="The session is ended."
                      run={() => end(id, current)}
                    >
                      {current && hasDrafts() && <p>What you have typed and not saved is lost.</p>}
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
