/** A line of a comparison. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

// Above it the table of the comparison would take too long to fill.
const largestTable = 4_000_000;

/** What became of the lines of one text in another: a longest common subsequence. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) {
    start++;
  }

  let end = 0;
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) {
    end++;
  }

  const line = (kind: DiffLine['kind']) => (text: string): DiffLine => ({ kind, text });

  return [
    ...old.slice(0, start).map(line('same')),
    ...middle(old.slice(start, old.length - end), young.slice(start, young.length - end)),
    ...old.slice(old.length - end).map(line('same')),
  ];
}

/** Without the lines that are far from any change; `null` stands where some were left out. */
export function nearChanges(lines: DiffLine[], context = 3): (DiffLine | null)[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - context), at + context + 1).some((line) => line.kind !== 'same'));
  return lines.flatMap((line, at) => (near[at] ? [line] : at === 0 || near[at - 1] ? [null] : []));
}

function middle(old: string[], young: string[]): DiffLine[] {
  const width = young.length + 1;

  if (old.length * young.length > largestTable) {
    return [
      ...old.map((text) => ({ kind: 'removed' as const, text })),
      ...young.map((text) => ({ kind: 'added' as const, text })),
    ];
  }

  // At [i, j]: how many lines old[i..] and young[j..] have in common.
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === young[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }

  const lines: DiffLine[] = [];
  for (let i = 0, j = 0; i < old.length || j < young.length; ) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      lines.push({ kind: 'same', text: old[i++]! });
      j++;
    } else if (i < old.length && (j === young.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      lines.push({ kind: 'removed', text: old[i++]! });
    } else {
      lines.push({ kind: 'added', text: young[j++]! });
    }
  }

  return lines;
}
