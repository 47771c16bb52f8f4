import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { SchemaVersion } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import type { Pages } from '../../hooks/usePages';
import { Diff } from '../../parts/Diff';
import { ProblemBox } from '../../parts/ProblemBox';
import { Badge, Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { ActionButton } from '../../parts/ActionButton';
import { Unsaved } from '../../parts/Unsaved';
import { to } from '../../routing/router';
import { both, draftName, loadVersion, saveSchema, type Schema, type Texts } from './schema';

export const loadVersions = (persona: string, cursor: string | undefined) =>
  api.get('/api/v1/admin/settings-schemas/{persona}/versions', { path: { persona }, query: { cursor, limit: 20 } });

interface VersionsProps {
  persona: string;
  schema: Schema;
  pages: Pages<SchemaVersion>;
  write: (work: () => Promise<void>) => Promise<void>;
}

/** What was in force, when and by whom, and the way back. */
export function Versions({ persona, schema, pages, write }: VersionsProps) {
  const [shown, setShown] = useState<Texts & { version: number }>();
  const compare = useAction(async (version: number) => setShown({ ...(await loadVersion(persona, version)), version }));
  const title = shown && `From version ${shown.version} to what is in force`;

  const columns: readonly Column<SchemaVersion>[] = [
    { head: 'Version', cell: ({ version }) => version },
    { head: 'When', cell: ({ at }) => <Time at={at} /> },
    { head: 'Who', cell: ({ author }) => (author ? <a href={to(`/users/${author}`)}>{author}</a> : '–') },
    {
      head: 'State',
      cell: ({ version, in_force }) =>
        version === schema.version ? <Badge tone="good">in force</Badge> : <Badge tone="plain">{in_force ? 'replaced' : 'nothing in force'}</Badge>,
    },
    {
      head: 'Go back',
      cell: ({ version, in_force }) =>
        in_force &&
        version !== schema.version && (
          <div class="actions">
            <button type="button" aria-disabled={compare.busy} onClick={() => void compare.run(version)}>
              Compare<span class="hidden"> version {version}</span>
            </button>
            <ActionButton
              label="Put in force"
              about={`version ${version} again`}
              title={`Put version ${version} in force again?`}
              done={`The schema is as in version ${version}.`}
              run={() =>
                write(async () => {
                  await saveSchema(persona, await loadVersion(persona, version), schema.version);
                  setShown(undefined);
                })
              }
            >
              <p>It becomes the newest version; those in between stay in the history.</p>
              <Unsaved about={draftName(persona)} />
            </ActionButton>
          </div>
        ),
    },
  ];

  return (
    <>
      <ProblemBox problem={compare.problem} />
      {shown && (
        <div aria-live="polite">
          <h3>{title}</h3>
          <Diff label={title!} before={both(shown)} after={both(schema)} />
          <button type="button" onClick={() => setShown(undefined)}>
            Close the comparison
          </button>
        </div>
      )}
      <PagedTable caption="Versions" columns={columns} pages={pages} keyOf={({ version }) => String(version)} empty="Nothing was ever in force." />
    </>
  );
}
