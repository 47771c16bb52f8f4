import { useRef, useState } from 'preact/hooks';
import { useOneAtATime } from '../../hooks/useOneAtATime';
import { usePages } from '../../hooks/usePages';
import { useResource } from '../../hooks/useResource';
import { useStream } from '../../hooks/useStream';
import { getRawPage } from '../../api/raw';
import type { Version } from '../../api/types';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { to } from '../../routing/router';
import { historyPath, loadDocument, shownUpTo, watchPath, type Change, type SettingsDocument } from './document';
import { Editor } from './Editor';
import { History } from './History';
import { PersonaActions } from './PersonaActions';

// A program may write many times a second, and each time is read with two of the 60 calls a minute that a user has.
const followEvery = 5000;

/** A persona's document: edit it, see what it was, go back. */
export function PersonaView({ name }: { name: string }) {
  const newest = useRef<Change>({ version: 0 });
  const [told, setTold] = useState(newest.current);
  const document = useResource<SettingsDocument>(async () => {
    const asOf = newest.current.version;
    return { ...(await loadDocument(name)), asOf };
  }, [name]);
  const history = usePages((cursor) => getRawPage<Version>(historyPath(name), { query: { cursor, limit: 20 } }), [name]);
  const follow = useOneAtATime(history.reload, followEvery);
  const reload = useOneAtATime(document.reload, followEvery);

  // What was written between the page's questions and the stream's beginning is told by it.
  const shown = document.data && (history.data || history.problem) ? shownUpTo(document.data, history.items[0]) : undefined;
  useStream(
    shown === undefined ? null : watchPath(name),
    ({ name: event, data }) => {
      if (event === 'change' || event === 'reset') {
        newest.current = JSON.parse(data) as Change;
        setTold(newest.current);
        void follow();
      }
    },
    String(shown),
  );

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
              <Editor persona={name} document={found} newest={told} written={written} reload={reload} />
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
