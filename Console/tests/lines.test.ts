import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines, nearChanges, type DiffLine } from '../src/text/lines';

const signs: Record<DiffLine['kind'], string> = { same: '=', removed: '-', added: '+' };
const shown = (lines: readonly (DiffLine | null)[]) => lines.map((line) => (line ? signs[line.kind] + line.text : '…')).join(' ');

test('lines that were changed are removed and added, the others stay', () => {
  assert.equal(shown(diffLines('a\nb\nc\nd', 'a\nx\nc\ny\nd')), '=a -b +x =c +y =d');
  assert.equal(shown(diffLines('a\nb', 'b')), '-a =b');
  assert.equal(shown(diffLines('a', 'a')), '=a');
  assert.equal(shown(diffLines('a\na', 'a')), '=a -a');
});

test('lines far from a change are left out', () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9';

  assert.equal(shown(nearChanges(diffLines(before, before.replace('5', 'x')), 1)), '… =4 -5 +x =6 …');
  assert.equal(shown(nearChanges(diffLines(before, before), 1)), '…');
});

test('texts too long to compare line by line are shown one after the other', () => {
  const [before, after] = ['a', 'b'].map((letter) => Array.from({ length: 2100 }, (_, at) => letter + at).join('\n'));
  const lines = diffLines(before!, after!);

  assert.equal(lines.length, 4200);
  assert.equal(lines[0]?.kind, 'removed');
});
