import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimDrafts, draftOf, hasDrafts, keepDraft } from '../src/drafts';

test('a draft waits for its user and is not there for another', () => {
  claimDrafts('ada');
  keepDraft('settings of default', 'mine');

  claimDrafts('ada');
  assert.equal(draftOf('settings of default'), 'mine');

  claimDrafts('bob');
  assert.equal(draftOf('settings of default'), undefined);
  claimDrafts('ada');
  assert.equal(hasDrafts(), false);
});

test('a draft is there until it is saved', () => {
  claimDrafts('ada');
  keepDraft('one', 'text');
  keepDraft('two', 'text');

  keepDraft('one', undefined);
  assert.deepEqual([draftOf('one'), draftOf('two'), hasDrafts()], [undefined, 'text', true]);
  keepDraft('two', undefined);
  assert.equal(hasDrafts(), false);
});
