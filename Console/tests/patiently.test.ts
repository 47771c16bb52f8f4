import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently } from '../src/api/patiently';
import { Problem } from '../src/api/problem';

const { signal } = new AbortController();

/** Asks for what is refused so often with one of the problems in turn; the answer: how often it was asked, and the pauses in seconds. */
async function ask(refusals: number, ...problems: Problem[]): Promise<{ asked: number; pauses: number[] }> {
  const pauses: number[] = [];
  let asked = 0;

  const work = async () => {
    if (asked++ < refusals) {
      throw problems[(asked - 1) % problems.length];
    }
  };

  await patiently(work, signal, async (milliseconds) => void pauses.push(milliseconds / 1000)).catch((thrown) => {
    assert.ok(problems.includes(thrown));
    assert.ok(asked <= refusals);
  });
  return { asked, pauses };
}

test('after faults it goes on, with longer and longer pauses', async () => {
  const unavailable = new Problem(503, {});
  assert.deepEqual(await ask(4, unavailable, Problem.unreachable()), { asked: 5, pauses: [1, 2, 4, 8] });
  assert.deepEqual(await ask(1, new Problem(503, {}, 7)), { asked: 2, pauses: [7] });
});

test('after ten faults in a row it is given up', async () => {
  const { asked, pauses } = await ask(20, new Problem(500, {}));
  assert.equal(asked, 11);
  assert.deepEqual([pauses.length, pauses.at(-1)], [10, 30]);
});

test('a limit is waited for as long as it says, and is no fault', async () => {
  assert.deepEqual(await ask(12, new Problem(429, {}, 3)), { asked: 13, pauses: Array(12).fill(3) });
});

test('what will not be otherwise is not asked again', async () => {
  assert.deepEqual(await ask(1, new Problem(400, {})), { asked: 1, pauses: [] });
});

test('whoever has stopped it is not waited for', async () => {
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(patiently(() => Promise.reject(Problem.unreachable()), stop.signal), { code: 'unreachable' });
});
