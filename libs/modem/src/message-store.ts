import type { EncodedPdu } from '@signalbox/codec/pdu-octets';

/** <stat> of TS 27.005 3.1 as its number: received unread and read, stored unsent and sent. */
export type StoredStatus = 0 | 1 | 2 | 3;
export const STATUS_WORDS = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'] as const;

export interface StoredMessage extends EncodedPdu {
  index: number;
  status: StoredStatus;
}

/** Which statuses each <delflag> of AT+CMGD takes with it. */
const DELETED: Readonly<Record<number, readonly StoredStatus[]>> = { 1: [1], 2: [1, 3], 3: [1, 3, 2], 4: [0, 1, 2, 3] };

/** One storage of a modem: the lowest free place is taken. */
export class MessageStore {
  private readonly slots = new Map<number, StoredMessage>();

  constructor(
    readonly capacity: number,
    private readonly first: number,
    private readonly isBroken: () => boolean,
  ) {}

  get used(): number {
    return this.isBroken() ? this.capacity : this.slots.size;
  }

  get isFull(): boolean {
    return this.used >= this.capacity;
  }

  /** @returns the index, or null when it is full. */
  add(pdu: EncodedPdu, status: StoredStatus): number | null {
    if (this.isFull) return null;
    let index = this.first;
    while (this.slots.has(index)) index++;
    this.slots.set(index, { ...pdu, index, status });
    return index;
  }

  get(index: number): StoredMessage | undefined {
    return this.slots.get(index);
  }

  /** By index; of one status, or all. */
  list(status?: number): StoredMessage[] {
    const all = [...this.slots.values()].sort((a, b) => a.index - b.index);
    return status === undefined ? all : all.filter((message) => message.status === status);
  }

  /** @returns whether there was one. */
  delete(index: number): boolean {
    return this.slots.delete(index);
  }

  /** AT+CMGD's <delflag>, 1 to 4. */
  deleteBy(flag: number): void {
    const statuses = DELETED[flag] ?? [];
    for (const { index, status } of this.list()) if (statuses.includes(status)) this.slots.delete(index);
  }

  isIndex(index: number): boolean {
    return Number.isInteger(index) && index >= this.first && index < this.first + this.capacity;
  }

  range(): string {
    return `(${this.first}-${this.first + this.capacity - 1})`;
  }
}
