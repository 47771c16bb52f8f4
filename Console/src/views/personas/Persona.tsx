import { useState } from 'preact/hooks';
import { usePages } from '../../hooks/usePages';
import { useResource } from '../../hooks/useResource';
import { useStream } from '../../hooks/useStream';
import { getRawPage } from '../../api/raw';
import type { Version } from '../../api/types';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { to } from '../../routing/router';
import { historyPath, loadDocument, watchPath, type SettingsDocument } from './document';
import { Editor } from './Editor';
import { History } from './History';
import { PersonaActions } from './PersonaActions';

/** A persona's document: edit it, see what it was, go back. */
export function PersonaView({ name }: { name: string }) {
  const document = useResource(() => loadDocument(name), [name]);
  const history = usePages((cursor) => getRawPage<Version>(historyPath(name), { query: { cursor, limit: 20 } }), [name]);
  const [newest, setNewest] = useState(0);

  useStream(watchPath(name), ({ name: event, data }) => {
    if (event === 'change' || event === 'reset') {
      setNewest((JSON.parse(data) as { version: number }).version);
      void history.reload();
    }
  });

  const written = (next: SettingsDocument) => {
    document.replace(next);
    void history.reload();
  };

  return (
    <Page title={name} lead={<a href={to('/account/personas')}>All personas</a>}>
      <Show of={document}>
        {(found) => (
          <>
            <Section title={found.version === null ? 'New document' : `Version ${found.version}`}>
              <Editor persona={name} document={found} newest={newest} written={written} reload={document.reload} />
            </Section>
            <Section title="History">
              <History persona={name} document={found} pages={history} written={written} />
            </Section>
            {found.version !== null && <PersonaActions persona={name} document={found} />}
          </>
        )}
      </Show>
    </Page>
  );
}
