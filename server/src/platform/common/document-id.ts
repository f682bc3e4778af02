import { randomBytes } from 'node:crypto';

/** Of this process, as MongoDB's drivers do it, so that two servers never give the same id. */
const process5 = randomBytes(5).toString('hex');
let counter = randomBytes(3).readUIntBE(0, 3);

/**
 * The id of a pair, a program or a number list: 24 hexadecimal digits in the layout of a MongoDB ObjectId (seconds,
 * process, counter), which is the form the program API's clients know, and sorts by the time of making.
 */
export function documentId(now = Date.now()): string {
  counter = (counter + 1) & 0xffffff;
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  return `${seconds}${process5}${counter.toString(16).padStart(6, '0')}`;
}
