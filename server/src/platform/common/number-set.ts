const EMPTY = 0;
/** Slots in use, at most; beyond it the probes become long. */
const FULLEST = 0.6;
const LEAST_SLOTS = 1024;

/** The digits of an E.164 number as a number: at most 15 of them (E.164, 6.2.1), so that it is exact. */
export const digitsOf = (e164: string): number => Number(e164.slice(1));

/**
 * A set of phone numbers, 14 to 27 bytes each: open addressing with linear probing over a Float64Array. A million are
 * asked in well under a microsecond, where a Set of strings would hold a hundred megabytes.
 */
export class NumberSet {
  private slots = new Float64Array(LEAST_SLOTS);
  private count = 0;

  /** @param numbers their digits */
  constructor(numbers: Iterable<number> = []) {
    for (const digits of numbers) this.add(digits);
  }

  get size(): number {
    return this.count;
  }

  has(digits: number): boolean {
    return digits !== EMPTY && this.slots[this.place(digits)] === digits;
  }

  /** False when it was there. */
  add(digits: number): boolean {
    if (!Number.isSafeInteger(digits) || digits <= EMPTY) throw new RangeError('expected the digits of a number');
    if (this.count + 1 > this.slots.length * FULLEST) this.grow();
    const place = this.place(digits);
    if (this.slots[place] === digits) return false;
    this.slots[place] = digits;
    this.count++;
    return true;
  }

  /** False when it was not there. */
  delete(digits: number): boolean {
    let hole = this.place(digits);
    if (this.slots[hole] !== digits) return false;
    const mask = this.slots.length - 1;
    // What follows moves up, where its own place allows it: a search that ends at the hole would miss it otherwise.
    for (let next = (hole + 1) & mask; this.slots[next] !== EMPTY; next = (next + 1) & mask) {
      const value = this.slots[next] ?? EMPTY;
      if (((next - this.home(value)) & mask) < ((next - hole) & mask)) continue;
      this.slots[hole] = value;
      hole = next;
    }
    this.slots[hole] = EMPTY;
    this.count--;
    return true;
  }

  /** Makes room for so many in all, so that it need not grow, and hold its old slots beside the new, on the way there. */
  reserve(numbers: number): void {
    while (this.slots.length * FULLEST < numbers) this.grow();
  }

  /** A copy of what is in it, in no order. */
  toArray(): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.count);
    let index = 0;
    for (const value of this.slots) if (value !== EMPTY) all[index++] = value;
    return all;
  }

  /** Where the number is, or would be. */
  private place(digits: number): number {
    const mask = this.slots.length - 1;
    let place = this.home(digits);
    while (this.slots[place] !== EMPTY && this.slots[place] !== digits) place = (place + 1) & mask;
    return place;
  }

  /** Where its search begins: both halves of the number, mixed so that neighbours lie apart. */
  private home(digits: number): number {
    let hash = Math.imul((digits >>> 0) ^ Math.imul(Math.floor(digits / 4_294_967_296), 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) & (this.slots.length - 1);
  }

  private grow(): void {
    const all = this.slots;
    this.slots = new Float64Array(all.length * 2);
    for (const value of all) if (value !== EMPTY) this.slots[this.place(value)] = value;
  }
}
