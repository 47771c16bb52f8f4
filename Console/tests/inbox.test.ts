import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notification } from '../src/api/types';
import { inbox, onArrival } from '../src/app/inbox';

const come = (id: string) => inbox.set({ ...inbox.get(), last: { id } as Notification });

test('each of several notifications that come at once is told, and none twice', () => {
  const told: string[] = [];
  come('before');
  const leave = onArrival(({ id }) => told.push(id));

  come('one');
  come('two');
  inbox.set({ ...inbox.get(), unread: 2 });
  leave();
  come('after');

  assert.deepEqual(told, ['one', 'two']);
});
