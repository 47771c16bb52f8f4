import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { useAction } from '../../hooks/useAction';
import { announce } from '../../parts/announce';
import { ProblemBox } from '../../parts/ProblemBox';
import { bytesOf } from '../../text/bytes';
import { bytes } from '../../text/format';
import { JsonError, readJson, writeJson } from '../../text/json';
import { Conflict } from './Conflict';
import { largest, loadDocument, saveDocument, type SettingsDocument } from './document';

interface EditorProps {
  persona: string;
  document: SettingsDocument;
  /** The newest version that is known of. */
  newest: number;
  written: (document: SettingsDocument) => void;
  reload: () => Promise<void>;
}

/** The document as text. It is saved only over the version that was read. */
export function Editor({ persona, document, newest, written, reload }: EditorProps) {
  const [text, setText] = useState(document.text);
  const [theirs, setTheirs] = useState<SettingsDocument>();
  const read = useRef(document);
  const id = useId();
  const fault = useMemo(() => faultOf(text), [text]);
  const size = useMemo(() => bytesOf(text), [text]);
  const changed = text !== read.current.text;

  const take = (next: SettingsDocument) => {
    read.current = next;
    setTheirs(undefined);
    setText(next.text);
  };

  useEffect(() => {
    if (document !== read.current) {
      take(document);
    }
  }, [document]);

  const save = useAction(async (over: number | null) => {
    try {
      const saved = await saveDocument(persona, text, over);
      take(saved);
      written(saved);
      announce(`Saved as version ${saved.version}.`);
    } catch (thrown) {
      if ((thrown as { status?: number }).status === 412) {
        setTheirs(await loadDocument(persona));
      }
      throw thrown;
    }
  });

  const savable = fault === undefined && !theirs && (changed || read.current.version === null);
  const behind = !save.busy && !theirs && newest > (read.current.version ?? 0);
  useEffect(() => {
    if (behind && !changed) {
      void reload();
    }
  }, [behind, changed]);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (savable) {
          void save.run(read.current.version);
        }
      }}
    >
      <div class="field">
        <label for={id}>Settings (JSON)</label>
        <textarea
          id={id}
          class="code"
          rows={16}
          spellcheck={false}
          value={text}
          aria-describedby={`${id}-state`}
          aria-invalid={fault !== undefined}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p id={`${id}-state`} class={fault ? 'field-error' : 'hint'}>
          {fault ?? `Valid JSON, ${bytes(size)} of ${bytes(largest)}${changed ? ', not saved' : ''}.`}
        </p>
      </div>
      {behind && changed && (
        <p class="notice" role="status">
          Version {newest} was written elsewhere meanwhile. Saving will show you the difference first.
        </p>
      )}
      <ProblemBox problem={theirs ? undefined : save.problem} />
      {theirs && <Conflict theirs={theirs} mine={text} busy={save.busy} takeTheirs={() => (take(theirs), written(theirs))} keepMine={() => void save.run(theirs.version)} />}
      <div class="actions">
        <button type="button" disabled={fault !== undefined} onClick={() => setText(writeJson(readJson(text)))}>
          Format
        </button>
        <button type="button" aria-disabled={!changed} onClick={() => setText(read.current.text)}>
          Undo the changes
        </button>
        <button type="submit" class="primary" aria-disabled={!savable || save.busy}>
          {save.busy ? 'Saving…' : 'Save'}
        </button>
      </div>
    </form>
  );
}

/** Why the text cannot be saved, if it cannot. */
function faultOf(text: string): string | undefined {
  try {
    return readJson(text).kind === 'object' ? undefined : 'A document is an object: { … }.';
  } catch (thrown) {
    if (thrown instanceof JsonError) {
      return thrown.message;
    }
    throw thrown;
  }
}
