import { api } from '../../api/api';
import { Problem } from '../../api/problem';
import { usePages } from '../../hooks/usePages';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Unsaved } from '../../parts/Unsaved';
import { to } from '../../routing/router';
import { draftName, loadSchema, removeSchema } from './schema';
import { SchemaForm } from './SchemaForm';
import { loadVersions, Versions } from './Versions';
import { Violations } from './Violations';

/** The schema of one persona: edit it, see what it was and who breaks it. */
export function SchemaView({ persona }: { persona: string }) {
  const schema = useResource(() => loadSchema(persona), [persona]);
  const versions = usePages((cursor) => loadVersions(persona, cursor), [persona]);
  const violations = usePages(
    (cursor) => api.get('/api/v1/admin/settings-schemas/{persona}/violations', { path: { persona }, query: { cursor, limit: 50 } }),
    [persona],
  );

  const reload = () => Promise.all([schema.reload(), versions.reload(), violations.reload()]);

  const write = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      // Another administrator was faster: what is in force now is to be seen.
      if (Problem.from(thrown).status === 412) {
        await reload();
      }
      throw thrown;
    }

    await reload();
  };

  return (
    <Page title={`Schema of ${persona}`} lead={<a href={to('/schemas')}>All schemas</a>}>
      <Show of={schema}>
        {(found) => (
          <>
            <Section
              title={found.version === null ? 'Nothing in force' : `Version ${found.version}`}
              actions={
                found.version !== null && (
                  <ActionButton
                    label="Take out of force"
                    title={`Take the schema of ${persona} out of force?`}
                    danger
                    done="The schema is out of force."
                    run={() => write(() => removeSchema(persona, found.version))}
                  >
                    <p>Every document is good then, and the defaults hold no more. The versions stay in the history.</p>
                    <Unsaved about={draftName(persona)} />
                  </ActionButton>
                )
              }
            >
              <SchemaForm persona={persona} schema={found} write={write} />
            </Section>
            {found.version !== null && (
              <Section title="Documents that break it">
                <Violations pages={violations} />
              </Section>
            )}
            <Section title="History">
              <Versions persona={persona} schema={found} pages={versions} write={write} />
            </Section>
          </>
        )}
      </Show>
    </Page>
  );
}
