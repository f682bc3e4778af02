import { recipientOf } from './messages.mjs';

/** After so many rows that can be sent come one whose number is suppressed and one whose value is missing. */
const EVERY = 100;
const SUPPRESSED_FROM = 4_000_000;
const INCOMPLETE_FROM = 8_000_000;

/**
 * A list with rows of every kind, all of different numbers.
 * @param {number} sendable rows that can be sent
 */
export function mixedList(sendable) {
  const list = { total: 0, sendable: [], suppressed: [], incomplete: [], csv: '' };
  const lines = ['phone,name,amount'];
  const add = (kind, number, amount) => {
    const to = recipientOf(number);
    lines.push(`${to},Customer ${lines.length},${amount}`);
    list[kind].push(to);
  };
  for (let number = 0; number < sendable; number++) {
    add('sendable', number, 100_000 + number);
    if (number % EVERY !== EVERY - 1) continue;
    add('suppressed', SUPPRESSED_FROM + number, 1);
    add('incomplete', INCOMPLETE_FROM + number, '');
  }
  list.total = lines.length - 1;
  list.csv = lines.join('\n');
  return list;
}
