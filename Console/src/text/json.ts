/**
 * JSON as it was written: numbers keep every digit and strings their escapes, which `JSON.parse` would not.
 */
export type Json =
  | { kind: 'object'; members: { name: string; value: Json }[] }
  | { kind: 'array'; items: Json[] }
  | { kind: 'scalar'; text: string };

/** Why a text is no JSON, and where. Lines and columns count from 1. */
export class JsonError extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`Line ${line}, column ${column}: ${reason}`);
  }
}

const deepest = 200;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
const space = /[ \t\r\n]*/y;

/** Reads a text (RFC 8259); throws a `JsonError`. */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** The text again, with two spaces a level. */
export function writeJson(json: Json, indent = ''): string {
  const inner = `${indent}  `;

  switch (json.kind) {
    case 'scalar':
      return json.text;
    case 'array':
      return block('[', json.items.map((item) => inner + writeJson(item, inner)), indent, ']');
    case 'object':
      return block('{', json.members.map(({ name, value }) => `${inner}${name}: ${writeJson(value, inner)}`), indent, '}');
  }
}

/** As stored texts are written, so that blanks are no difference. While it is typed on it may be no JSON: then as it is. */
export function inOneForm(text: string): string {
  try {
    return writeJson(readJson(text));
  } catch {
    return text;
  }
}

/** The text again, on one line. */
export function compactJson(json: Json): string {
  switch (json.kind) {
    case 'scalar':
      return json.text;
    case 'array':
      return `[${json.items.map(compactJson).join(',')}]`;
    case 'object':
      return `{${json.members.map(({ name, value }) => `${name}:${compactJson(value)}`).join(',')}}`;
  }
}

/** The member of an object, if it has one. */
export function member(json: Json, name: string): Json | undefined {
  return json.kind === 'object' ? json.members.findLast((found) => JSON.parse(found.name) === name)?.value : undefined;
}

/** The items of an array; none of anything else. */
export const itemsOf = (json: Json | undefined): Json[] => (json?.kind === 'array' ? json.items : []);

function block(open: string, lines: string[], indent: string, close: string): string {
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): Json {
    this.skip();

    if (depth > deepest) {
      throw this.error('nested too deep');
    }

    switch (this.text[this.at]) {
      case '{':
        return { kind: 'object', members: this.list('}', () => this.member(depth)) };
      case '[':
        return { kind: 'array', items: this.list(']', () => this.value(depth + 1)) };
      default:
        return { kind: 'scalar', text: this.take(string) ?? this.take(scalar) ?? this.fail('a value is expected') };
    }
  }

  end(): void {
    this.skip();
    if (this.at < this.text.length) {
      this.fail('there is more after the value');
    }
  }

  private member(depth: number): { name: string; value: Json } {
    this.skip();
    const name = this.take(string) ?? this.fail('a name in double quotes is expected');
    this.skip();
    this.expect(':');
    return { name, value: this.value(depth + 1) };
  }

  private list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    this.at++;
    this.skip();

    while (this.text[this.at] !== close || items.length > 0) {
      items.push(item());
      this.skip();
      if (this.text[this.at] === close) {
        break;
      }
      this.expect(',', close);
    }

    this.at++;
    return items;
  }

  private expect(character: string, or?: string): void {
    if (this.text[this.at] !== character) {
      this.fail(or ? `${character} or ${or} is expected` : `${character} is expected`);
    }
    this.at++;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private skip(): void {
    this.take(space);
  }

  private fail(reason: string): never {
    throw this.error(reason);
  }

  private error(reason: string): JsonError {
    const before = this.text.slice(0, this.at).split('\n');
    return new JsonError(reason, before.length, before.at(-1)!.length + 1);
  }
}
