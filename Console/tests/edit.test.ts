import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrived, begin, isChanged, saved, type Stored } from '../src/text/edit';

const stored = (version: number | null, text: string): Stored<{ text: string }> => ({ version, texts: { text } });
const typed = (text: string) => ({ ...begin(stored(1, 'first')), typed: { text } });

test('another version takes the place of a text that is as it was read', () => {
  assert.deepEqual(arrived(begin(stored(1, 'first')), stored(2, 'second')), begin(stored(2, 'second')));
});

test('a text that was typed stays when another version comes, and is a change of the one that was read', () => {
  const edit = arrived(typed('mine'), stored(2, 'second'));

  assert.deepEqual([edit.typed.text, edit.read.version, edit.theirs?.version], ['mine', 1, 2]);
  assert.equal(isChanged(edit), true);
});

test('what was sent is shown as it was stored', () => {
  assert.deepEqual(saved(typed('{"a":1}'), { text: '{"a":1}' }, stored(2, '{ "a": 1 }')), begin(stored(2, '{ "a": 1 }')));
});

test('what was typed while it was sent stays, as a change of what was stored', () => {
  const edit = saved(typed('sent and more'), { text: 'sent' }, stored(2, 'sent'));

  assert.deepEqual([edit.typed.text, edit.read.version, edit.theirs], ['sent and more', 2, undefined]);
  assert.equal(isChanged(edit), true);
});
