import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allOf, fewAtATime } from '../src/api/pages';
import type { Probe } from '../src/api/types';
import { mostEachTime, withResults } from '../src/views/probes/results';

const probe = (name: string, checked_at: string | null = 'once') => ({ name, checked_at }) as Probe;
const names = (probes: readonly Probe[]) => probes.map(({ name }) => name);

/** Answers every question for results, and keeps which were asked. */
function service(gone: readonly string[] = []) {
  const asked: string[] = [];
  const load = async (of: Probe) => {
    asked.push(of.name);
    return gone.includes(of.name) ? undefined : { ...of, results: [] };
  };
  return { asked, load };
}

test('a list is followed to its end', async () => {
  const pages: Record<string, { items: number[]; next_cursor: string | null }> = { '': { items: [1, 2], next_cursor: 'b' }, b: { items: [3], next_cursor: null } };

  assert.deepEqual(await allOf(async (cursor) => pages[cursor ?? '']!), [1, 2, 3]);
});

test('answers come in order, a few asked for at a time', async () => {
  let [under, most] = [0, 0];

  const answers = await fewAtATime([30, 10, 20, 5, 1], 2, async (wait) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, wait));
    under--;
    return wait * 2;
  });

  assert.deepEqual(answers, [60, 20, 40, 10, 2]);
  assert.equal(most, 2);
});

test('after a refusal nothing more is asked for', async () => {
  const asked: number[] = [];

  await assert.rejects(
    fewAtATime([1, 2, 3, 4, 5], 2, async (number) => {
      asked.push(number);
      throw new Error('refused');
    }),
  );
  assert.deepEqual(asked, [1, 2]);
});

test('results are asked for again only of probes that were checked since', async () => {
  const known = new Map<string, Probe>();
  await withResults([probe('one'), probe('two'), probe('never', null)], known, service().load);
  const { asked, load } = service();

  const whole = await withResults([probe('one'), probe('two', 'again'), probe('never', null)], known, load);

  assert.deepEqual(asked, ['two']);
  assert.deepEqual(whole.map(({ name, checked_at, results }) => [name, checked_at, results]), [['one', 'once', []], ['two', 'again', []], ['never', null, []]]);
});

test('a probe that is gone between the list and its results is left out, and the others are there', async () => {
  assert.deepEqual(names(await withResults([probe('one'), probe('gone'), probe('two')], new Map(), service(['gone']).load)), ['one', 'two']);
});

test('of many probes the results come by and by, in turn', async () => {
  const many = Array.from({ length: mostEachTime * 2 }, (_, at) => probe(`probe ${at}`));
  const known = new Map<string, Probe>();
  const { asked, load } = service();

  const whole = await withResults(many, known, load);
  assert.equal(whole.length, many.length);
  assert.equal(whole.at(-1)!.results, null);

  await withResults(many.map(({ name }) => probe(name, 'again')), known, load);
  await withResults(many.map(({ name }) => probe(name, 'once more')), known, load);
  assert.deepEqual(asked, [...names(many), ...names(many.slice(0, mostEachTime))]);
});
