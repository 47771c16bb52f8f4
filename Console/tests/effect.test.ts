import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostInAnHour, refusedAtLeast } from '../src/views/limits/effect';

test('a bucket admits its steady rate and one burst in an hour', () => {
  assert.equal(mostInAnHour({ limit: 10, window_seconds: 60, burst: 5 }), 605);
  assert.equal(mostInAnHour({ limit: 1, window_seconds: 7, burst: 1 }), 515);
});

test('what is over that would have been refused', () => {
  assert.equal(refusedAtLeast(605, { limit: 10, window_seconds: 60, burst: 5 }), 0);
  assert.equal(refusedAtLeast(700, { limit: 10, window_seconds: 60, burst: 5 }), 95);
});

test('an empty field of the form is not divided by', () => {
  assert.equal(mostInAnHour({ limit: 10, window_seconds: 0, burst: 5 }), 0);
});
