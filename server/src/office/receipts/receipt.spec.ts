import { describe, expect, it } from '@jest/globals';
import { USUAL_TEXT, receiptText } from './receipt.js';

const words = { name: 'Jane', amount: '500.00 KES', reference: '', account: 'CUST-001', balance: '0.00 KES' };

describe('the text of a receipt', () => {
  it('says what came, and how the account stands', () => {
    expect(receiptText(USUAL_TEXT, words)).toBe(
      'Dear Jane, we have received 500.00 KES. Balance of CUST-001: 0.00 KES.',
    );
    expect(receiptText(USUAL_TEXT, { ...words, reference: 'NLJ7RT61SV' })).toContain('500.00 KES NLJ7RT61SV.');
  });

  it('keeps what it does not know', () => {
    expect(receiptText('{{ name }} {{surname}}', words)).toBe('Jane {{surname}}');
  });

  it('takes nothing of a name for a place', () => {
    expect(receiptText('{{name}}', { ...words, name: '{{balance}}' })).toBe('{{balance}}');
  });
});
