import { describe, expect, it } from '@jest/globals';
import { headerTemplates, isJsonTemplate, secretsIn, urlTemplate } from './http-templates.js';
import { GenericHttpSettings } from './providers.js';

describe('the templates of a generic provider', () => {
  it.each([
    'https://sms.example.com/send?to={{to}}&text={{text}}&key={{secret.key}}',
    'http://127.0.0.1:8080/{{id}}',
    'https://[2001:db8::1]/x',
    'https://sms.example.com?to={{to_digits}}',
  ])('take the URL %s', (url) => {
    expect(urlTemplate.safeParse(url).success).toBe(true);
  });

  it.each([
    'https://{{to}}.example.com/',
    'https://sms.example.com{{to}}/',
    'https://sms.example.com:{{to}}/',
    'https://good.example.com@evil.example.com/',
    'https://evil.example.com\\@good.example.com/',
    'https://sms.example.com/{{password}}',
    'https://sms.example.com/{{secret.}}',
    'https://sms.example.com/a b',
    'https://sms.example.com#{{to}}',
    'ftp://sms.example.com/',
    'https:///send',
  ])('refuse the URL %s', (url) => {
    expect(urlTemplate.safeParse(url).success).toBe(false);
  });

  it.each([
    ['{"to":"{{to}}","text":"{{text}}"}', true],
    ['{"to":{{to_digits}}}', true],
    ['[{"a":"x{{id}}y"}]', true],
    ['{"to":{{to}}}', false],
    ['{"text":{{text}}}', false],
    ['{"{{text}}"}', false],
    ['to={{to}}', false],
  ])('know whether %s is JSON whatever the text is', (body, expected) => {
    expect(isJsonTemplate(body)).toBe(expected);
    const result = GenericHttpSettings.safeParse({ profile: 'generic', url: 'https://a.example/', body });
    expect(result.error?.issues.map(({ path }) => path.join('.')) ?? []).toEqual(expected ? [] : ['body']);
  });

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'Proxy-Authorization', 'a b', 'x:'])(
    'refuse the header %s',
    (name) => {
      expect(headerTemplates.safeParse({ [name]: 'x' }).success).toBe(false);
    },
  );

  it('refuse a header with a line in it, and take one with a secret', () => {
    expect(headerTemplates.safeParse({ 'X-Key': 'a\r\nb' }).success).toBe(false);
    expect(headerTemplates.safeParse({ 'X-Key': 'Bearer {{secret.token}}' }).success).toBe(true);
  });

  it('name the secrets that they ask for', () => {
    expect(secretsIn('{{secret.a}} {{to}} {{secret.b_2}}')).toEqual(['a', 'b_2']);
  });
});
