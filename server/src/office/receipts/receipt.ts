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

/** Fills the words in; what there is no word for stays as it is. */
export const receiptText = (template: string, words: ReceiptWords): string =>
  template
    .replaceAll(/\{\{\s*(name|amount|reference|account|balance)\s*\}\}/g, (_, word: keyof ReceiptWords) => words[word])
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/ (?=[.,])/g, '')
    .trim();
