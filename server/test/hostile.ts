/** Numbers that look made up and are the same at each run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  minimum?: number;
}

const half = '\ud83d';
const TEXTS = [
  '',
  ' ',
  '\u0000',
  half,
  `\udc00${half}`,
  'a\u0000b',
  '-1',
  'NaN',
  '1e999',
  'x'.repeat(5000),
  '🎉'.repeat(40),
];
const MORE_TEXTS = [
  '__proto__',
  "' OR 1=1 --",
  '%00',
  '%ZZ',
  '../../x',
  '{{a}}',
  '\u202eabc',
  '+254712345678',
  '*144#',
];
const NUMBERS = [0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 4_294_967_297, -0, 1];
const VALUES: unknown[] = [...TEXTS, ...MORE_TEXTS, ...NUMBERS, null, true, [], {}, [[]], [null], { a: { b: [] } }];
const IDS = [
  '1',
  '2',
  '0',
  '-1',
  '1.5',
  'NaN',
  '999999',
  '99999999999',
  '2147483648',
  '1e3',
  '0x1',
  'null',
  'undefined',
];
const MORE_IDS = ['%00', '%ff', '%ED%A0%BD', '%F0%9F%8E%89', '%2F', '%25', 'a%0Ab', '*', ':', '__proto__', '@', '~'];
const LONG_IDS = [
  'x'.repeat(250),
  '0123456789abcdef01234567',
  '019ab000-0000-7000-8000-000000000000',
  'KE',
  'local',
  '%20',
];

/** Makes what no client with good intentions would send. */
export class Hostile {
  constructor(private readonly random: () => number) {}

  pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }

  value(): unknown {
    return this.pick(VALUES);
  }

  /** A segment of an address, with the percent signs that it has. */
  segment(): string {
    return this.pick([...IDS, ...MORE_IDS, ...LONG_IDS]);
  }

  queryValue(): string {
    return this.pick([
      ...this.pick([IDS, MORE_IDS, LONG_IDS]),
      '',
      '%',
      '%E0%A4%A',
      '+',
      '2026-13-45',
      '1&limit=2',
      '[]',
    ]);
  }

  /** Nearly what a schema wants, with something wrong here and there. */
  body(schema: Schema | undefined): unknown {
    const sound = this.sound(schema ?? {}, 0);
    if (typeof sound !== 'object' || sound === null || Array.isArray(sound)) return this.value();
    const body: Record<string, unknown> = { ...sound };
    const names = Object.keys(schema?.properties ?? body);
    const wrong = Math.floor(this.random() * 3);
    for (let count = 0; count < wrong; count++) {
      const name = this.pick([...names, 'nonsense', '__proto__', '']);
      if (this.random() < 0.2) delete body[name];
      else body[name] = this.value();
    }
    return body;
  }

  /** Text that may be JSON. */
  text(schema: Schema | undefined): string {
    if (this.random() < 0.1)
      return this.pick(['', '{', 'null', '[]', '"x"', '{"a":1}x', '\u0000', '{"__proto__":{}}', '\ufeff{}']);
    // Halves of pairs stay as they are, which JSON allows to write.
    return JSON.stringify(this.body(schema)) ?? 'null';
  }

  contentType(): string {
    if (this.random() < 0.85) return 'application/json';
    const types = [
      'text/plain',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
    ];
    return this.pick([
      ...types,
      'application/json; charset=utf-16',
      'application/',
      ';',
      'application/vnd.signalbox.report',
    ]);
  }

  private sound(schema: Schema, depth: number): unknown {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return this.sound(this.pick(options), depth);
    if (schema.properties) {
      const fields: Record<string, unknown> = {};
      for (const [name, one] of Object.entries(schema.properties)) {
        const isThere = schema.required?.includes(name) || this.random() < 0.4;
        if (isThere && depth < 4) fields[name] = this.sound(one, depth + 1);
      }
      return fields;
    }
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'array') return [this.sound(schema.items ?? {}, depth + 1)];
    if (type === 'integer' || type === 'number') return schema.minimum ?? this.pick([1, 2, 3]);
    if (type === 'boolean') return this.random() < 0.5;
    if (type === 'object') return {};
    return this.pick([
      '+254712345678',
      'hello',
      'KE',
      '*144#',
      'https://127.0.0.1:9/x',
      '2027-01-01T00:00:00Z',
      'a@example.com',
    ]);
  }
}
