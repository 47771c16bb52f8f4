import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import { usePages } from '../../hooks/usePages';
import { useResource } from '../../hooks/useResource';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Facts, Status, Time } from '../../parts/Small';
import { PagedTable } from '../../parts/Table';
import { to } from '../../routing/router';
import { Identities } from '../account/Identities';
import { eventColumns } from '../audit/EventTable';
import { loadEvents } from '../audit/events';
import { Lanes } from './Lanes';
import { UserActions } from './UserActions';
import { UserKeys, UserPersonas, UserSessions } from './UserLists';

/** One account, for administrators: what it is, and what can be done about it. */
export function UserView({ id }: { id: string }) {
  const user = useResource(() => api.get('/api/v1/admin/users/{id}', { path: { id } }), [id]);
  const locks = useResource(() => api.get('/api/v1/admin/users/{id}/lockout', { path: { id } }), [id]);
  const sessions = useResource(() => allOf((cursor) => api.get('/api/v1/admin/users/{id}/sessions', { path: { id }, query: { cursor, limit: 200 } })), [id]);
  const events = usePages((cursor) => loadEvents({ user: id }, cursor, 20), [id]);
  const changed = async () => void (await Promise.all([user.reload(), locks.reload(), sessions.reload(), events.reload()]));

  return (
    <Page title={user.data?.email ?? 'User'} lead={<a href={to('/users')}>All users</a>}>
      <Show of={user}>
        {(found) => (
          <>
            <Section title="Profile">
              <Facts
                of={[
                  ['Status', <Status of={found.status} />],
                  ['Name', found.display_name ?? '–'],
                  ['E-mail verified', found.email_verified ? 'Yes' : 'No'],
                  ['Roles', found.roles.join(', ') || 'none'],
                  ['Second factor', found.mfa_enabled ? 'Yes' : 'No'],
                  ['Made', <Time at={found.created_at} />],
                  ['Last sign-in', <Time at={found.last_login_at} />],
                  ['Id', <code>{found.id}</code>],
                ]}
              />
            </Section>
            <UserActions user={found} changed={changed} replace={user.replace} />
          </>
        )}
      </Show>
      {user.data && (
        <>
          <Lanes locks={locks} />
          <UserSessions id={id} sessions={sessions} />
          <UserKeys id={id} />
          <Identities
            load={() => allOf((cursor) => api.get('/api/v1/admin/users/{id}/identities', { path: { id }, query: { cursor, limit: 200 } }))}
            unlink={(identity) => api.delete('/api/v1/admin/users/{id}/identities/{identity}', { path: { id, identity } })}
            deps={[id]}
          />
          <UserPersonas id={id} />
          <Section title="Events" actions={<a href={to('/audit', { user: id })}>In the audit log</a>}>
            <PagedTable caption="Events" columns={eventColumns(true)} pages={events} keyOf={(event) => event.id} empty="Nothing has happened yet." />
          </Section>
        </>
      )}
    </Page>
  );
}
