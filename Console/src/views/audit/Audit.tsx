import { useState } from 'preact/hooks';
import { usePages } from '../../hooks/usePages';
import { useEvery } from '../../hooks/useEvery';
import { Field } from '../../parts/Field';
import { Filter } from '../../parts/Filter';
import { Page, Section } from '../../parts/Page';
import { PagedTable } from '../../parts/Table';
import { to, usePlace } from '../../routing/router';
import { eventColumns } from './EventTable';
import { loadEvents, type EventFilter } from './events';
import { Export } from './Export';
import { Verify } from './Verify';

// The log is under the limit for heavy calls, 30 a minute.
const followEvery = 5000;
const names = ['user', 'type', 'from', 'to', 'ip'] as const;

/** The audit log: filter, follow, verify, export. */
export function Audit() {
  const { query } = usePlace();
  const filter = Object.fromEntries(names.map((name) => [name, query.get(name) ?? undefined])) as EventFilter;
  const [following, setFollowing] = useState(false);
  const pages = usePages((cursor) => loadEvents(filter, cursor), [query.toString()]);

  useEvery(following ? followEvery : null, async () => {
    const newest = await loadEvents(filter).catch(() => undefined);
    const known = new Set(pages.items.map(({ id }) => id));
    const news = newest?.items.filter(({ id }) => !known.has(id)) ?? [];

    if (pages.data && news.length > 0) {
      pages.replace({ ...pages.data, items: [...news, ...pages.items] });
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
        <PagedTable caption="Events" columns={eventColumns(true)} pages={pages} keyOf={({ id }) => id} empty="No event fits the filter." />
      </Section>
    </Page>
  );
}

/** A time of the filter, as the field for it wants it: without a zone. */
function localTime(at: string | undefined): string {
  if (!at) {
    return '';
  }

  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
