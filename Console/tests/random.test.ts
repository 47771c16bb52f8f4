import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryKeys } from '../src/text/random';

test('what is sent again has the same key, until it is another or done', () => {
  const keys = retryKeys();
  const first = keys.of({ title: 'one' });

  assert.equal(keys.of({ title: 'one' }), first);
  assert.notEqual(keys.of({ title: 'two' }), first);

  const second = keys.of({ title: 'two' });
  keys.done();
  assert.notEqual(keys.of({ title: 'two' }), second);
});
