import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { shapeOf } from './kind-schema.js';
import {
  type ProviderKind,
  needsSender,
  requiredSecrets,
  secretNames,
  settingAt,
  withoutDefaults,
} from './provider-kind.js';
import { PROVIDER_KINDS } from './provider-kinds.js';
import { HttpSettings, SmppSecrets, SmppSettings } from './providers.js';

const KINDS = Object.entries(PROVIDER_KINDS as Record<string, ProviderKind>);

/** The names of all values below a schema, with dots. */
function leaves(schema: unknown, path = ''): string[] {
  let inner = schema as z.ZodType;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    inner = inner.unwrap() as z.ZodType;
  }
  if (!(inner instanceof z.ZodObject)) return [path];
  return Object.entries(inner.shape).flatMap(([name, value]) => leaves(value, path ? `${path}.${name}` : name));
}

describe('the kinds of providers', () => {
  it.each(KINDS)('have a field for each setting that the API takes, and no other: %s', (name, { driver, fields }) => {
    const schema =
      driver === 'smpp' ? SmppSettings : HttpSettings.options.find(({ shape }) => shape.profile.value === name);
    expect(leaves(schema).sort()).toEqual([...Object.keys(fields), ...(driver === 'smpp' ? [] : ['profile'])].sort());
  });

  it('have a schema each', () => {
    const profiles = HttpSettings.options.map(({ shape }) => shape.profile.value);
    expect(profiles.sort()).toEqual(KINDS.flatMap(([name, { driver }]) => (driver === 'http' ? [name] : [])).sort());
  });

  it.each(KINDS)('put each field into a section that there is, behind one that there is: %s', (_, kind) => {
    for (const { section, only } of Object.values(kind.fields)) {
      if (section !== undefined) expect(Object.keys(kind.sections)).toContain(section);
      if (only !== undefined) expect(Object.keys(kind.fields)).toContain(only.field);
    }
    if (kind.sender?.unless !== undefined) expect(Object.keys(kind.fields)).toContain(kind.sender.unless);
  });

  it('know their secrets', () => {
    expect(KINDS.map(([name, kind]) => [name, secretNames(kind), requiredSecrets(kind)])).toEqual([
      ['smpp', ['password'], []],
      ['advanta', ['api_key'], ['api_key']],
      ['africas_talking', ['api_key'], ['api_key']],
      ['twilio', ['auth_token'], ['auth_token']],
      ['android', ['password', 'signing_key'], ['password']],
      ['generic', [], []],
    ]);
    expect(Object.keys(SmppSecrets.shape)).toEqual(secretNames(PROVIDER_KINDS.smpp));
  });

  it('know which sends only with a sender', () => {
    expect(KINDS.filter(([, kind]) => needsSender(kind, {})).map(([name]) => name)).toEqual(['advanta', 'twilio']);
    expect(needsSender(PROVIDER_KINDS.twilio, { messaging_service_sid: 'MG1' })).toBe(false);
  });
});

describe('a kind that is added', () => {
  const fields = {
    tenant: { type: 'text', label: 'Tenant', max: 5, required: 'Enter the tenant' },
    note: { type: 'text', label: 'Note', max: 3 },
    region: { type: 'choice', label: 'Region', choices: { eu: 'Europe', af: 'Africa' }, default: 'af' },
    retries: { type: 'integer', label: 'Retries', min: 0, max: 9, default: 2 },
    strict: { type: 'flag', label: 'Strict', default: true },
    endpoint: { type: 'url', label: 'Endpoint' },
    home: { type: 'url', label: 'Home', required: 'Enter the address' },
    proxy: { type: 'proxy', label: 'Proxy' },
    words: { type: 'words', label: 'Words' },
  } as const satisfies ProviderKind['fields'];
  const schema = z.strictObject(shapeOf(fields));

  it('is held to what its fields say', () => {
    const home = 'https://a.example';
    const expected = { tenant: 't', home, region: 'af', retries: 2, strict: true, proxy: null };
    expect(schema.parse({ tenant: 't', home })).toEqual(expected);
    const bad = {
      tenant: '',
      note: 'long',
      region: 'us',
      retries: 10,
      strict: 'no',
      endpoint: 'ftp://a',
      words: 'one',
      other: 1,
    };
    const issues = schema.safeParse(bad).error?.issues ?? [];
    expect(issues.flatMap(({ path }) => path[0] ?? []).sort()).toEqual(
      ['endpoint', 'home', 'note', 'region', 'retries', 'strict', 'tenant', 'words'].sort(),
    );
    expect(issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true);
  });

  it('is told without what it has anyway', () => {
    const settings = schema.parse({ tenant: 't', home: 'https://a.example', retries: 3, words: ['a'] });
    expect(withoutDefaults({ ...PROVIDER_KINDS.smpp, fields }, settings)).toEqual({
      tenant: 't',
      home: 'https://a.example',
      retries: 3,
      words: ['a'],
      proxy: null,
    });
  });

  it('has settings of the types that its fields have', () => {
    const { region, retries, note }: z.infer<typeof schema> = schema.parse({
      tenant: 't',
      home: 'https://a.example',
      note: 'a',
    });
    const typed: ['eu' | 'af', number, string | undefined] = [region, retries, note];
    expect(typed).toEqual(['af', 2, 'a']);
  });
});

describe('a setting', () => {
  it('is found by its name with dots, and nothing that settings only inherit', () => {
    const settings = { answer: { id: 'data.id' }, list: ['x'] };
    expect(settingAt(settings, 'answer.id')).toBe('data.id');
    expect(settingAt(settings, 'answer.code')).toBeUndefined();
    expect(settingAt(settings, 'toString')).toBeUndefined();
    expect(settingAt(null, 'answer.id')).toBeUndefined();
  });
});
