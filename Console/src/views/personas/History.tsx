import { useState } from 'preact/hooks';
import { session } from '../../api/session';
import type { Raw } from '../../api/raw';
import type { Version } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import type { Pages } from '../../hooks/usePages';
import { ActionButton } from '../../parts/ActionButton';
import { Diff } from '../../parts/Diff';
import { ProblemBox } from '../../parts/ProblemBox';
import { Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { Unsaved } from '../../parts/Unsaved';
import { member, writeJson } from '../../text/json';
import { useStore } from '../../store';
import { draftName, loadVersion, rollBack, type SettingsDocument } from './document';

interface HistoryProps {
  persona: string;
  document: SettingsDocument;
  pages: Pages<Raw<Version>>;
  written: (document: SettingsDocument) => void;
}

/** The last versions: who, when, what, and the way back. */
export function History({ persona, document, pages, written }: HistoryProps) {
  const [compared, setCompared] = useState<SettingsDocument>();
  const compare = useAction(async (version: number) => setCompared(await loadVersion(persona, version)));
  const now = useStore(session);
  const me = now.state === 'in' ? now.user.id : undefined;

  const columns: readonly Column<Raw<Version>>[] = [
    { head: 'Version', cell: ({ version }) => version },
    { head: 'When', cell: ({ at }) => <Time at={at} /> },
    { head: 'How', cell: ({ operation }) => operation },
    { head: 'Who', cell: ({ author }) => (author === me ? 'you' : (author ?? '–')) },
    { head: 'Changes', cell: (version) => <Changes version={version} /> },
    {
      head: 'Go back',
      cell: ({ version, operation }) =>
        version !== document.version &&
        operation !== 'delete' && (
          <div class="actions">
            <button type="button" aria-disabled={compare.busy} onClick={() => void compare.run(version)}>
              Compare<span class="hidden"> version {version}</span>
            </button>
            <ActionButton
              label="Roll back"
              about={`to version ${version}`}
              title={`Go back to version ${version}?`}
              done={`The document is as in version ${version}.`}
              run={async () => {
                written(await rollBack(persona, version, document.version));
                setCompared(undefined);
              }}
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
      {compared && (
        <div aria-live="polite">
          <h3>
            From version {compared.version} to version {document.version}
          </h3>
          <Diff label={`From version ${compared.version} to version ${document.version}`} before={compared.text} after={document.text} />
          <button type="button" onClick={() => setCompared(undefined)}>
            Close the comparison
          </button>
        </div>
      )}
      <PagedTable caption="Versions" columns={columns} pages={pages} keyOf={({ version }) => String(version)} empty="Nothing has been written yet." />
    </>
  );
}

/** The patch (RFC 6902) that made the version of the one before. */
function Changes({ version }: { version: Raw<Version> }) {
  const diff = member(version.raw, 'diff');

  return diff?.kind === 'array' ? (
    <details>
      <summary>
        {diff.items.length} {diff.items.length === 1 ? 'change' : 'changes'}
        <span class="hidden"> of version {version.version}</span>
      </summary>
      <pre class="code">{writeJson(diff)}</pre>
    </details>
  ) : (
    <>–</>
  );
}
