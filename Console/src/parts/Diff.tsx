import { diffLines, nearChanges, type DiffLine } from '../text/lines';

const signs: Record<DiffLine['kind'], string> = { same: ' ', removed: '−', added: '+' };

/** What has changed between two texts, line by line. */
export function Diff({ label, before, after }: { label: string; before: string; after: string }) {
  const lines = diffLines(before, after);

  if (lines.every(({ kind }) => kind === 'same')) {
    return <p class="empty">There is no difference.</p>;
  }

  return (
    <pre class="code diff" tabIndex={0} role="region" aria-label={label}>
      {nearChanges(lines).map((line, at) =>
        line === null ? (
          <span key={at}>⋯{'\n'}</span>
        ) : line.kind === 'added' ? (
          <ins key={at}>{`${signs.added} ${line.text}\n`}</ins>
        ) : line.kind === 'removed' ? (
          <del key={at}>{`${signs.removed} ${line.text}\n`}</del>
        ) : (
          <span key={at}>{`${signs.same} ${line.text}\n`}</span>
        ),
      )}
    </pre>
  );
}
