/**
 * Who may act for what: rows that servers take, on the database's clock. Each new holder has a higher fence, so that what
 * an old one still says can be told apart.
 */
export abstract class LeaseRepository {
  /** Takes a lease from whoever holds it, without an end; resolves to the new fence. */
  abstract take(name: string, owner: string): Promise<number>;
  /** Takes one that nobody holds, or whose time is over, for so many ms. @returns its fence; null while it is held */
  abstract acquire(name: string, owner: string, ms: number): Promise<number | null>;
  /** From now on for so many ms. @returns whether it is still held by this fence */
  abstract renew(name: string, fence: number, ms: number): Promise<boolean>;
  /** Others need not wait for its end. */
  abstract release(name: string, fence: number): Promise<void>;
}
