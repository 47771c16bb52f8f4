import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveAgain, stepUp } from '../src/api/stepUp';

test('all that ask meanwhile have the same answer', async () => {
  const both = [proveAgain(), proveAgain()];
  stepUp.get()!.answer(true);
  assert.deepEqual(await Promise.all(both), [true, true]);
});

test('an answer that comes late is none to whoever asks by then', async () => {
  const first = proveAgain();
  const late = stepUp.get()!;
  late.answer(false);
  assert.equal(await first, false);
  const second = proveAgain();

  late.answer(true);

  assert.ok(stepUp.get());
  stepUp.get()!.answer(false);
  assert.equal(await second, false);
});
