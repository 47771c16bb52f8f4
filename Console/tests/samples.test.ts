import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSample, type Sample } from '../src/views/now/samples';

const at = (seconds: number, requests = 1) => ({ at: new Date(seconds * 1000).toISOString(), requests_per_second: requests }) as Sample;

test('samples of the last 15 minutes are kept, in order', () => {
  const samples = [at(0), at(899), at(5)].reduce<Sample[]>(withSample, []);
  assert.deepEqual(samples.map((sample) => Date.parse(sample.at) / 1000), [0, 5, 899]);

  assert.deepEqual(withSample(samples, at(901)).map((sample) => Date.parse(sample.at) / 1000), [5, 899, 901]);
});

test('a sample that comes again replaces the first', () => {
  assert.deepEqual(withSample([at(5, 1)], at(5, 2)), [at(5, 2)]);
});
