import type { Lane, UserLocks } from '../../api/types';
import type { Resource } from '../../hooks/useResource';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Badge, Time } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { count, time } from '../../text/format';

interface NamedLane {
  name: string;
  lane: Lane;
}

const columns: readonly Column<NamedLane>[] = [
  { head: 'Lane', cell: ({ name }) => name },
  { head: 'Failures', cell: ({ lane }) => count(lane.failures), numeric: true },
  {
    head: 'State',
    cell: ({ lane }) => (isLocked(lane) ? <Badge tone="bad">locked until {time(lane.locked_until as string)}</Badge> : <Badge tone="good">open</Badge>),
  },
  { head: 'Last used', cell: ({ lane }) => <Time at={lane.last_used_at as string | null | undefined} never="–" /> },
];

/** Where failed sign-ins are counted, each in a lane of its own. */
export function Lanes({ locks }: { locks: Resource<UserLocks> }) {
  return (
    <Section title="Lockout">
      <Show of={locks}>
        {({ strangers, devices, second_factor, confirmations }) => (
          <Table
            caption="Lockout lanes"
            columns={columns}
            keyOf={({ name }) => name}
            empty="There are no lanes."
            rows={[
              { name: 'Unknown devices', lane: strangers },
              ...devices.map((lane, at) => ({ name: `Known device ${at + 1}`, lane })),
              { name: 'Second factor', lane: second_factor },
              { name: 'Signed in already', lane: confirmations },
            ]}
          />
        )}
      </Show>
    </Section>
  );
}

const isLocked = ({ locked_until }: Lane) => locked_until !== null && Date.parse(locked_until as string) > Date.now();
