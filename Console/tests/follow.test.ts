import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from '../src/api/types';
import { followed, followEvery, mostPages, mostRows } from '../src/views/audit/follow';

interface Item {
  id: string;
}

/** The items with these numbers, downwards. */
const down = (from: number, to: number): Item[] => Array.from({ length: from - to + 1 }, (_, at) => ({ id: String(from - at) }));
const page = (items: Item[], next_cursor: string | null = 'older'): Page<Item> => ({ items, next_cursor });

/** A log whose newest item has this number, in pages of ten; and how often it was asked. */
function log(newest: number) {
  let asked = 0;
  const load = async (cursor?: string) => {
    asked++;
    const from = cursor === undefined ? newest : Number(cursor);
    const to = Math.max(1, from - 9);
    return page(down(from, to), to === 1 ? null : String(to - 1));
  };
  return { load, asked: () => asked };
}

test('what is newer comes in front, also over several pages', async () => {
  const { load, asked } = log(100);
  const shown = page(down(85, 60));

  const list = (await followed(shown, load))(shown);

  assert.deepEqual(list, page(down(100, 60)));
  assert.equal(asked(), 2);
});

test('a gap that is too long is not hidden: the newest page takes the place of the list', async () => {
  const { load, asked } = log(100);
  const shown = page(down(75, 60));

  assert.deepEqual((await followed(shown, load))(shown), page(down(100, 91), '90'));
  assert.equal(asked(), 2);
});

test('a busy log is followed within the limit for heavy calls', () => {
  assert.ok((60_000 / followEvery) * mostPages < 30);
});

test('a list does not grow without end', async () => {
  const { load } = log(600);
  const shown = page(down(599, 600 - mostRows));

  assert.deepEqual((await followed(shown, load))(shown), page(down(600, 591), '590'));
});

test('nothing new leaves the list as it is, and of an empty list all is new', async () => {
  const { load } = log(5);
  const shown = page(down(5, 1), null);

  assert.equal((await followed(shown, load))(shown), shown);
  assert.deepEqual((await followed(page([], null), load))(page([], null)), shown);
});

test('what came into the list meanwhile stays in it', async () => {
  const { load } = log(12);
  const shown = page(down(11, 5), '4');
  const longer = page(down(11, 1), null);

  assert.deepEqual((await followed(shown, load))(longer), page(down(12, 1), null));
});
