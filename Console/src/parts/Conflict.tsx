import { Diff } from './Diff';

interface ConflictProps {
  /** What is stored now; null: nothing any more. */
  version: number | null;
  theirs: string;
  mine: string;
  busy: boolean;
  takeTheirs: () => void;
  keepMine: () => void;
}

/** Something else was stored between reading and saving. */
export function Conflict({ version, theirs, mine, busy, takeTheirs, keepMine }: ConflictProps) {
  return (
    <div class="problem" role="alert">
      <p>{version === null ? 'It was taken away' : `Version ${version} was written`} since you read it. What your text would change of what is stored now:</p>
      <Diff label="From the newest version to your text" before={theirs} after={mine} />
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
