import { filledWith } from '../../platform/common/filled-words.js';

/** What is said of a payment that is booked. */
export interface ReceiptWords {
  name: string;
  /** With its currency. */
  amount: string;
  reference: string;
  account: string;
  balance: string;
}

export const USUAL_TEXT =
  'Dear {{name}}, we have received {{amount}} {{reference}}. Balance of {{account}}: {{balance}}.';

export const receiptText = (template: string, words: ReceiptWords): string => filledWith(template, { ...words });
