import { Diff } from '../../parts/Diff';
import { readJson, writeJson } from '../../text/json';
import type { SettingsDocument } from './document';

interface ConflictProps {
  theirs: SettingsDocument;
  mine: string;
  busy: boolean;
  takeTheirs: () => void;
  keepMine: () => void;
}

/** The document was changed elsewhere between reading and saving. */
export function Conflict({ theirs, mine, busy, takeTheirs, keepMine }: ConflictProps) {
  return (
    <div class="problem" role="alert">
      <p>
        {theirs.version === null ? 'The document was deleted' : `Version ${theirs.version} was written`} elsewhere since you read it. What your text would change of it:
      </p>
      <Diff label="From the newest version to your text" before={theirs.text} after={inOneForm(mine)} />
      <div class="actions">
        <button type="button" onClick={takeTheirs}>
          Drop my text, take theirs
        </button>
        <button type="button" class="danger" aria-disabled={busy} onClick={keepMine}>
          Save my text over it
        </button>
      </div>
    </div>
  );
}

/** As theirs is written, so that blanks are no difference. While it is typed on it may be no JSON. */
function inOneForm(text: string): string {
  try {
    return writeJson(readJson(text));
  } catch {
    return text;
  }
}
