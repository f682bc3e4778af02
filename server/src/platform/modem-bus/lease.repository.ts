/** Who may act for what; each new holder has a higher fence, so that what an old one still says can be told apart. */
export abstract class LeaseRepository {
  /** Takes a lease from whoever holds it; resolves to the new fence. */
  abstract take(name: string, owner: string): Promise<number>;
}
