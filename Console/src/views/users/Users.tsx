import { api } from '../../api/api';
import type { User } from '../../api/types';
import { usePages } from '../../hooks/usePages';
import { Field, Select } from '../../parts/Field';
import { Filter } from '../../parts/Filter';
import { Page, Section } from '../../parts/Page';
import { Status, Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { to, usePlace } from '../../routing/router';
import { startOfDay } from '../../text/format';

export const statuses = [
  ['', 'any'],
  ['active', 'active'],
  ['inactive', 'inactive'],
  ['suspended', 'suspended'],
  ['pending', 'pending'],
] as const;

const sorts = [
  ['-created_at', 'newest first'],
  ['created_at', 'oldest first'],
  ['email', 'e-mail'],
  ['-email', 'e-mail, backwards'],
] as const;

const columns: readonly Column<User>[] = [
  { head: 'E-mail', cell: ({ id, email }) => <a href={to(`/users/${id}`)}>{email}</a> },
  { head: 'Name', cell: ({ display_name }) => display_name ?? '–' },
  { head: 'Status', cell: ({ status }) => <Status of={status} /> },
  { head: 'Roles', cell: ({ roles }) => roles.join(', ') },
  { head: 'MFA', cell: ({ mfa_enabled }) => (mfa_enabled ? 'Yes' : 'No') },
  { head: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
  { head: 'Last sign-in', cell: ({ last_login_at }) => <Time at={last_login_at} /> },
];

/** All accounts. The filter is in the address, so that the way back leads to it. */
export function Users() {
  const { query } = usePlace();
  const of = (name: string) => query.get(name) ?? undefined;
  const filter = { email: of('email'), status: of('status'), role: of('role'), sort: of('sort') };
  const created_after = of('created_after');

  const pages = usePages(
    (cursor) => api.get('/api/v1/admin/users', { query: { ...filter, created_after: created_after && startOfDay(created_after), cursor, limit: 50 } }),
    [query.toString()],
  );

  return (
    <Page title="Users">
      <Section title="Filter">
        <Filter
          submit="Search"
          address={(values) => {
            const sort = values.text('sort');
            const asked = ['email', 'status', 'role', 'created_after'].map((name) => [name, values.text(name)] as const);
            return to('/users', { ...Object.fromEntries(asked), sort: sort === sorts[0][0] ? undefined : sort });
          }}
        >
          <div class="columns">
            <Field label="E-mail begins with" name="email" type="search" value={filter.email ?? ''} autocomplete="off" />
            <Select label="Status" name="status" options={statuses} value={filter.status ?? ''} />
            <Field label="Role" name="role" value={filter.role ?? ''} autocomplete="off" />
            <Field label="Made after" name="created_after" type="date" value={created_after ?? ''} />
            <Select label="Order" name="sort" options={sorts} value={filter.sort ?? '-created_at'} />
          </div>
        </Filter>
      </Section>
      <Section title="Accounts">
        <PagedTable caption="Accounts" columns={columns} pages={pages} keyOf={({ id }) => id} empty="No account fits the filter." />
      </Section>
    </Page>
  );
}
