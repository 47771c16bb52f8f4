import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownUpTo } from '../src/views/personas/document';

const at = (version: number | null) => ({ text: '{}', version });

test('a document and its history are shown up to the older of the two', () => {
  assert.equal(shownUpTo(at(2), { version: 2, operation: 'replace' }), 2);
  assert.equal(shownUpTo(at(2), { version: 1, operation: 'replace' }), 1);
  assert.equal(shownUpTo(at(1), { version: 2, operation: 'replace' }), 1);
  assert.equal(shownUpTo(at(2), undefined), 2);
});

test('how new it is that there is no document is told by the history', () => {
  assert.equal(shownUpTo(at(null), undefined), 0);
  assert.equal(shownUpTo(at(null), { version: 7, operation: 'delete' }), 7);
  assert.equal(shownUpTo(at(null), { version: 1, operation: 'replace' }), 0);
});
