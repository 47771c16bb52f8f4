import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostInAnHour, refusedAtLeast } from '../src/views/limits/effect';

test('a bucket admits its steady rate and one burst in an hour', () => {
  assert.equal(mostInAnHour({ limit: 10, window_seconds: 60, burst: 5 }), 605);
  assert.equal(mostInAnHour({ limit: 1, window_seconds: 7, burst: 1 }), 515);
});

test('what is over that would have been refused', () => {
  assert.equal(refusedAtLeast({ count: 605, error: 0 }, { limit: 10, window_seconds: 60, burst: 5 }), 0);
  assert.equal(refusedAtLeast({ count: 700, error: 0 }, { limit: 10, window_seconds: 60, burst: 5 }), 95);
});

test('what may have been requests of other keys would not', () => {
  assert.equal(refusedAtLeast({ count: 28_000, error: 27_640 }, { limit: 60, window_seconds: 60, burst: 60 }), 0);
});

test('an empty field of the form is not divided by', () => {
  assert.equal(mostInAnHour({ limit: 10, window_seconds: 0, burst: 5 }), 0);
});
