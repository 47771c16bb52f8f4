import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactJson, itemsOf, JsonError, member, readJson, writeJson } from '../src/text/json';

const rewritten = (text: string) => compactJson(readJson(text));

test('numbers and strings stay as they were written', () => {
  const text = '{"id":12345678901234567890.10,"e":1E+2,"s":"\\u00e9\\/","n":[-0,null,true]}';

  assert.equal(rewritten(text), text);
  assert.equal(compactJson(readJson(writeJson(readJson(text)))), text);
});

test('a name that is there twice stays twice', () => {
  assert.equal(rewritten('{"a":1,"a":2}'), '{"a":1,"a":2}');
});

test('it is written with two spaces a level, and what is empty on one line', () => {
  assert.equal(writeJson(readJson('{"a":{"b":[1,[]]},"c":{}}')), '{\n  "a": {\n    "b": [\n      1,\n      []\n    ]\n  },\n  "c": {}\n}');
});

test('a member is found by its name, however that is written, and the last wins', () => {
  assert.equal(compactJson(member(readJson('{"a":1,"\\u0061":2}'), 'a')!), '2');
  assert.equal(member(readJson('[1]'), 'a'), undefined);
  assert.equal(itemsOf(readJson('[1,2]')).length, 2);
  assert.equal(itemsOf(undefined).length, 0);
});

for (const [text, where] of [
  ['', '1:1'],
  ['{"a":1,}', '1:8'],
  ['[1,]', '1:4'],
  ['[,1]', '1:2'],
  ['{a:1}', '1:2'],
  ['{"a" 1}', '1:6'],
  ['[1\n 2]', '2:2'],
  ['01', '1:1'],
  ['1.', '1:1'],
  ['"a\nb"', '1:1'],
  ["'a'", '1:1'],
  ['nul', '1:1'],
  ['{} x', '1:4'],
  ['"\\x"', '1:1'],
] as const) {
  test(`${JSON.stringify(text)} is no JSON, and it is told where`, () => {
    assert.throws(
      () => readJson(text),
      (error) => error instanceof JsonError && `${error.line}:${error.column}` === where,
    );
    assert.throws(() => JSON.parse(text));
  });
}

test('what is nested too deep is refused, not run out of stack on', () => {
  assert.throws(() => readJson('['.repeat(100_000)), JsonError);
});
