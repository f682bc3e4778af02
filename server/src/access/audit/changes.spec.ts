import { describe, expect, it } from '@jest/globals';
import { HIDDEN, differenceOf, shown } from './changes.js';

describe('what is kept of a change', () => {
  it('has no secret, whichever of the settings is one', () => {
    const mpesa = { consumer_key: 'ck', consumer_secret: 'cs', passkey: 'pk', shortcode: '600000', c2b_version: 'v2' };
    expect(shown(mpesa)).toEqual({
      ...{ consumer_key: HIDDEN, consumer_secret: HIDDEN, passkey: HIDDEN },
      ...{ shortcode: '600000', c2b_version: 'v2' },
    });
    const nested = {
      settings: { api_key: 'a', apiKey: 'b', signing_key: 'c', url: 'https://sms.example' },
      secrets: 'd',
    };
    expect(shown(nested)).toEqual({
      settings: { api_key: HIDDEN, apiKey: HIDDEN, signing_key: HIDDEN, url: 'https://sms.example' },
      secrets: HIDDEN,
    });
  });

  it('shows that a secret differs, and nothing of it', () => {
    const row = (secret: string) => ({ id: 1, settings: JSON.stringify({ consumerKey: secret }), version: secret });
    expect(differenceOf(row('a'), row('b'))).toEqual({
      before: { consumerKey: HIDDEN },
      after: { consumerKey: HIDDEN },
    });
  });

  it('is of the fields that differ, also in a part of a document', () => {
    const document = (fields: object) => ({
      _id: 'a',
      prefixes: ['070'],
      details: { text: 'hi', proxySecret: 's', ...fields },
    });
    expect(differenceOf(document({}), document({ text: 'ho', proxySecret: 't' }))).toEqual({
      before: { text: 'hi', proxySecret: HIDDEN },
      after: { text: 'ho', proxySecret: HIDDEN },
    });
    expect(differenceOf(document({}), document({}))).toEqual({ before: {}, after: {} });
  });

  it('keeps what names a thing by number', () => {
    expect(shown({ api_key_id: 7, monkey: 'no' })).toEqual({ api_key_id: 7, monkey: 'no' });
  });
});
