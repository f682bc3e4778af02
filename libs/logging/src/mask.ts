/** A number for a log: who it was stays known to those who know the number. `+254712345678` is `+2547••••••78`. */
export function masked(number: string): string {
  if (number.length < 9) return '•'.repeat(number.length);
  return number.slice(0, 5) + '•'.repeat(number.length - 7) + number.slice(-2);
}

const NUMBER = /\+?\d{9,15}(?!\d)/g;

/** A text for a log, such as an error's message, with every number that could be a subscriber's masked. */
export const scrubbed = (text: string): string => text.replace(NUMBER, (number) => masked(number));
