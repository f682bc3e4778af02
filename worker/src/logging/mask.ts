/** A number for a log: who it was stays known to those who know the number. `+254712345678` is `+2547••••••78`. */
export function masked(number: string): string {
  if (number.length < 9) return '•'.repeat(number.length);
  return number.slice(0, 5) + '•'.repeat(number.length - 7) + number.slice(-2);
}
