import type { MpesaSettings } from '@signalbox/contracts/office/mpesa';
import { describe, expect, it } from 'vitest';
import { changeOf, fieldsOf } from './mpesa-draft';

const settings: MpesaSettings = {
  ...{ base_url: 'https://api.safaricom.co.ke', type: 'paybill', shortcode: '600000', till: '5500' },
  ...{ consumer_key: '***', consumer_secret: null, passkey: '***', c2b_version: 'v1', c2b_response: 'Completed' },
  ...{ callback_addresses: ['196.201.214.0/24'], missing: [], c2b_registered_at: null },
};

describe('what the form says of M-Pesa', () => {
  it('leaves secrets that nobody wrote as they are', () => {
    const change = changeOf({ ...fieldsOf(settings), passkey: ' new ' });
    expect(change).not.toHaveProperty('consumer_key');
    expect(change.passkey).toBe('new');
  });

  it('has addresses line by line, and a till of a till only', () => {
    expect(changeOf({ ...fieldsOf(settings), addresses: '10.0.0.1\n\n 10.0.0.2 ' })).toMatchObject({
      callback_addresses: ['10.0.0.1', '10.0.0.2'],
      till: null,
    });
  });
});
