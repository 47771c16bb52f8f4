import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneAtATime } from '../src/hooks/useOneAtATime';

test('whoever asks while the work runs shares one more run after it', async () => {
  const ends: (() => void)[] = [];
  const ask = oneAtATime(() => new Promise((resolve) => ends.push(resolve)), 0);

  const first = ask();
  await Promise.resolve();
  const [second, third] = [ask(), ask()];
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(ends.length, 1);

  ends[0]!();
  await first;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(ends.length, 2);
  ends[1]!();
  await Promise.all([second, third]);
  assert.equal(ends.length, 2);
});

test('a run waits until the pause since the last has passed, also where that failed', async () => {
  const begun: number[] = [];
  const ask = oneAtATime(async () => {
    begun.push(performance.now());
    throw new Error('refused');
  }, 60);

  await assert.rejects(ask());
  await assert.rejects(ask());

  assert.ok(begun[1]! - begun[0]! >= 55);
});
