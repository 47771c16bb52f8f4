import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withItem } from '../src/api/pages';

const page = { items: [{ id: 'one', read: false }, { id: 'two', read: false }], next_cursor: 'two' };

test('an item is changed in its place and the list goes on where it did', () => {
  assert.deepEqual(withItem(page, 'one', { id: 'one', read: true }), { ...page, items: [{ id: 'one', read: true }, page.items[1]] });
  assert.deepEqual(withItem(page, 'one', undefined), { ...page, items: [page.items[1]] });
  assert.deepEqual(withItem(page, 'three', undefined), page);
});
