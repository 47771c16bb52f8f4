import { useEffect, useId, useMemo } from 'preact/hooks';
import { useAction } from '../../hooks/useAction';
import { useEdit } from '../../hooks/useEdit';
import { announce } from '../../parts/announce';
import { Conflict } from '../../parts/Conflict';
import { ProblemBox } from '../../parts/ProblemBox';
import { bytesOf } from '../../text/bytes';
import type { Stored } from '../../text/edit';
import { bytes } from '../../text/format';
import { inOneForm, JsonError, readJson, writeJson } from '../../text/json';
import { draftName, largest, loadDocument, saveDocument, type Change, type SettingsDocument } from './document';

interface Text {
  text: string;
}

interface EditorProps {
  persona: string;
  document: SettingsDocument;
  /** The newest version that is known of. */
  newest: Change;
  written: (document: SettingsDocument) => void;
  reload: () => Promise<void>;
}

/** The document as text. It is saved only over the version that was read. */
export function Editor({ persona, document, newest, written, reload }: EditorProps) {
  const edit = useEdit(draftName(persona), storedOf(document));
  const { read, typed: { text }, theirs, changed } = edit;
  const id = useId();
  const fault = useMemo(() => faultOf(text), [text]);
  const size = useMemo(() => bytesOf(text), [text]);

  const save = useAction(async (over: number | null) => {
    try {
      const saved = await saveDocument(persona, text, over);
      edit.saved({ text }, storedOf(saved));
      written(saved);
      announce(`Saved as version ${saved.version}.`);
    } catch (thrown) {
      if ((thrown as { status?: number }).status === 412) {
        edit.conflict(storedOf(await loadDocument(persona)));
      }
      throw thrown;
    }
  });

  const takeTheirs = (stored: Stored<Text>) => {
    edit.take(stored);
    written({ version: stored.version, ...stored.texts });
  };

  const savable = fault === undefined && !theirs && (changed || read.version === null);
  const behind = !save.busy && !theirs && newest.version > Math.max(read.version ?? 0, document.asOf ?? 0);
  useEffect(() => {
    if (behind && !changed) {
      void reload();
    }
  }, [behind, changed, newest, document]);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (savable) {
          void save.run(read.version);
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
          onInput={({ currentTarget }) => edit.type({ text: currentTarget.value })}
        />
        <p id={`${id}-state`} class={fault ? 'field-error' : 'hint'}>
          {fault ?? `Valid JSON, ${bytes(size)} of ${bytes(largest)}${changed ? ', not saved' : ''}.`}
        </p>
      </div>
      {behind && changed && (
        <p class="notice" role="status">
          {newest.operation === 'delete' ? 'The document was deleted' : `Version ${newest.version} was written`} elsewhere meanwhile. Saving will show you the difference first.
        </p>
      )}
      <ProblemBox problem={theirs ? undefined : save.problem} />
      {theirs && (
        <Conflict
          version={theirs.version}
          theirs={theirs.texts.text}
          mine={inOneForm(text)}
          busy={save.busy}
          takeTheirs={() => takeTheirs(theirs)}
          keepMine={() => void save.run(theirs.version)}
        />
      )}
      <div class="actions">
        <button type="button" disabled={fault !== undefined} onClick={() => edit.type({ text: writeJson(readJson(text)) })}>
          Format
        </button>
        <button type="button" aria-disabled={!changed} onClick={() => edit.type(read.texts)}>
          Undo the changes
        </button>
        <button type="submit" class="primary" aria-disabled={!savable || save.busy}>
          {save.busy ? 'Saving…' : 'Save'}
        </button>
      </div>
    </form>
  );
}

const storedOf = ({ version, text }: SettingsDocument): Stored<Text> => ({ version, texts: { text } });

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
