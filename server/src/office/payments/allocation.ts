/** A payment with money that no invoice has. */
export interface Credit {
  paymentId: number;
  /** The invoice that it was made for, which comes first. */
  invoiceId: number | null;
  left: number;
}

/** An invoice that is not paid in full. */
export interface Due {
  invoiceId: number;
  open: number;
}

export interface Allocation {
  paymentId: number;
  invoiceId: number;
  amount: number;
}

/**
 * Puts payments to invoices, in the order of both: the oldest first, but a payment's own invoice before all. Nobody has
 * credit and an open invoice afterwards.
 */
export function allocationsOf(credits: readonly Credit[], dues: readonly Due[]): Allocation[] {
  const open = dues.map((due) => ({ ...due }));
  const made: Allocation[] = [];
  for (const { paymentId, invoiceId: own, left } of credits) {
    let rest = left;
    for (const due of open.toSorted((a, b) => Number(b.invoiceId === own) - Number(a.invoiceId === own))) {
      const amount = Math.min(rest, due.open);
      if (amount <= 0) continue;
      made.push({ paymentId, invoiceId: due.invoiceId, amount });
      due.open -= amount;
      rest -= amount;
    }
  }
  return made;
}

/** What is taken back of allocations to free an amount: the last first. */
export function releasesOf(allocations: readonly Allocation[], amount: number): Allocation[] {
  let rest = amount;
  const taken: Allocation[] = [];
  for (const allocation of allocations.toReversed()) {
    const part = Math.min(rest, allocation.amount);
    if (part <= 0) break;
    taken.push({ ...allocation, amount: part });
    rest -= part;
  }
  return taken;
}
