import type { Act } from '../../office/billing/ledger.js';
import type { Customer } from '../../office/customers/customer.js';
import type { NewIncoming } from '../../office/mpesa/incoming.js';
import { someReference } from './buyers.js';
import type { Ports } from './ports.js';
import type { Chance } from './random.js';
import { someName } from './site.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SHORTCODE = '174379';
/** What M-Pesa moves. */
const CURRENCY = 'KES';

interface Till {
  customers: readonly Customer[];
  userId: number;
}

/**
 * What came to the shortcode in the last hours and belongs to nobody yet, each for a reason of its own, and what phones were
 * asked for: one paid, one that nobody can say of. Nothing where the books are in another currency.
 */
export async function fillTill(ports: Ports, { customers, userId }: Till, chance: Chance, now: number): Promise<void> {
  const { calendar, money, incoming, attempts } = ports;
  const [typist, caller, payer, asked, silent] = customers.filter(({ phone }) => phone !== null);
  if (money.currency.code !== CURRENCY || !typist || !caller || !payer || !asked || !silent) return;
  const act = (at: number): Act => {
    return { userId, reason: null, at, day: calendar.dayOf(at), currency: money.currency.code };
  };
  const came = (amount: string, hoursAgo: number, fields: Partial<NewIncoming>): Promise<unknown> => {
    const at = now - hoursAgo * HOUR_MS;
    const receipt = someReference('mpesa', chance);
    const what = {
      source: 'c2b',
      attemptId: null,
      shortcode: SHORTCODE,
      payer: null,
      phone: null,
      reference: null,
    } as const;
    return incoming.take(
      { ...what, receipt, amount: money.positiveOf('amount', amount), paidAt: at, ...fields },
      act(at + 2_000),
    );
  };
  // A digit too many; a number instead of the account; nobody that anybody knows.
  await came('2900', 26, {
    payer: firstWords(typist.name),
    phone: masked(typist.phone),
    reference: `${typist.accountNumber}0`,
  });
  await came('1500', 7, { payer: caller.name, phone: caller.phone, reference: 'INTERNET' });
  await came('12000', 3, { payer: payer.name.toUpperCase(), phone: masked(payer.phone), reference: payer.name });
  await came('600', 1, { payer: someName(chance), phone: '254700***419', reference: 'WIFI' });
  await askTwice(asked);
  const unheard = await ask(silent, '1000', now - 20 * MINUTE_MS);
  const why = { code: '', text: 'M-Pesa did not answer in time' };
  await attempts.notTaken(unheard.id, 'unknown', why, now - 20 * MINUTE_MS + 30_000);

  async function ask({ id: customerId }: Customer, amount: string, at: number) {
    const record = { customerId, invoiceId: null, phone: null, shortcode: SHORTCODE };
    return (await attempts.create({ ...record, amount: money.positiveOf('amount', amount) }, act(at))).attempt;
  }

  /** A query said that it was paid, without a receipt; what came then may be that, or a second payment. */
  async function askTwice(customer: Customer): Promise<void> {
    const at = now - 2 * HOUR_MS;
    const { id, phone, reference } = await ask(customer, '2500', at);
    await attempts.taken(id, `ws_CO_${at}`, at + 45_000);
    await attempts.settle(id, act(at + MINUTE_MS));
    await came('2500', 2, { payer: customer.name, phone, reference, paidAt: at + 20_000 });
  }
}

/** As M-Pesa shows a payer. */
const masked = (phone: string | null): string | null => phone?.replace(/^\+(\d{6})\d{3}/, '$1***') ?? null;
const firstWords = (name: string): string => name.split(' ').slice(0, 2).join(' ').toUpperCase();
