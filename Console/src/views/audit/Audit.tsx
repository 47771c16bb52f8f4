import { useState } from 'preact/hooks';
import { Problem } from '../../api/problem';
import { usePages } from '../../hooks/usePages';
import { useEvery } from '../../hooks/useEvery';
import { Field } from '../../parts/Field';
import { Filter } from '../../parts/Filter';
import { Page, Section } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { PagedTable } from '../../parts/Table';
import { to, usePlace } from '../../routing/router';
import { localTime } from '../../text/format';
import { eventColumns } from './EventTable';
import { loadEvents, type EventFilter } from './events';
import { Export } from './Export';
import { followed, followEvery } from './follow';
import { Verify } from './Verify';

const names = ['user', 'type', 'from', 'to', 'ip'] as const;

/** The audit log: filter, follow, verify, export. */
export function Audit() {
  const { query } = usePlace();
  const filter = Object.fromEntries(names.map((name) => [name, query.get(name) ?? undefined])) as EventFilter;
  const [following, setFollowing] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const pages = usePages((cursor) => loadEvents(filter, cursor), [query.toString()]);

  useEvery(following ? followEvery : null, async () => {
    const isHeld = pages.hold();

    try {
      const update = pages.data && (await followed(pages.data, (cursor) => loadEvents(filter, cursor)));
      if (update && isHeld()) {
        pages.change(update);
      }
      setProblem(undefined);
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    }
  });

  return (
    <Page title="Audit">
      <Section title="Filter">
        <Filter
          submit="Filter"
          address={(values) => {
            const [from, until] = [values.time('from') ?? undefined, values.time('to') ?? undefined];
            return to('/audit', { user: values.text('user'), type: values.text('type'), from, to: until, ip: values.text('ip') });
          }}
        >
          <div class="columns">
            <Field label="User" name="user" value={filter.user ?? ''} autocomplete="off" hint="A user's id." />
            <Field label="Type" name="type" value={filter.type ?? ''} autocomplete="off" hint="Such as user.login." />
            <Field label="From" name="from" type="datetime-local" value={localTime(filter.from)} />
            <Field label="Before" name="to" type="datetime-local" value={localTime(filter.to)} />
            <Field label="IP address" name="ip" value={filter.ip ?? ''} autocomplete="off" />
          </div>
        </Filter>
      </Section>
      <div class="pair">
        <Verify />
        <Export filter={filter} />
      </div>
      <Section
        title="Events"
        actions={
          <label class="inline">
            <input type="checkbox" checked={following} onChange={({ currentTarget }) => setFollowing(currentTarget.checked)} /> Follow live
          </label>
        }
      >
        {following && <ProblemBox problem={problem} />}
        <PagedTable caption="Events" columns={eventColumns(true)} pages={pages} keyOf={({ id }) => id} empty="No event fits the filter." />
      </Section>
    </Page>
  );
}
