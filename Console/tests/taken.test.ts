import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../src/api/problem';
import { refuseTaken } from '../src/api/taken';

test('a name that is taken is refused at its field', async () => {
  await assert.rejects(refuseTaken(Promise.resolve({ name: 'default' })), (thrown: Problem) => thrown.field('name')?.startsWith('There is one') === true);
});

test('a name that nothing has is not refused, nor is none at all', async () => {
  await refuseTaken(Promise.reject(new Problem(404, {})));
  // Without a name it is the list that answers.
  await refuseTaken(Promise.resolve({ items: [] } as unknown as { name: string }));
});

test('where it cannot be told, nothing is added', async () => {
  await assert.rejects(refuseTaken(Promise.reject(new Problem(503, {}))), { status: 503 });
});
