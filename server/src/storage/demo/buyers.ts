import type { NewInvoiceLine } from '@signalbox/contracts/office/invoices';
import type { PaymentMethod } from '@signalbox/contracts/office/payments';
import type { Chance } from './random.js';
import { someName, someNumber } from './site.js';

/** In percent. */
const VAT = 16;

/** Businesses of the town beside its people; names as they are written there. */
const SHOPS = [
  'Hilltop Academy',
  'Lakeview Guest House',
  'Mama Njeri’s Kitchen',
  'Sunrise Pharmacy',
  'Nyota Hardware & Sons',
  'Zoë’s Salon',
  'مطعم النخيل',
  'Baraka Motor Spares',
  'Kilimo Farmers’ Co-operative',
  'St. Anne’s Clinic',
  'Pwani Fish Market',
  'Jua Kali Welders',
] as const;
const STREETS = ['Market Street', 'Hospital Road', 'Station Lane', 'Uhuru Road', 'Hill Drive', 'Lake Road'] as const;

export interface BuyerPlan {
  name: string;
  email: string | null;
  /** E.164. */
  phone: string;
  address: string;
  accountType: 'business' | 'home';
  line: NewInvoiceLine;
  habit: Habit;
}

/** How somebody pays. */
export type Habit = 'prompt' | 'late' | 'in parts' | 'never';
const HABITS = [
  ['prompt', 58],
  ['late', 22],
  ['in parts', 12],
  ['never', 8],
] as const;

const line = (description: string, unit_price: number, quantity = 1): NewInvoiceLine => ({
  description,
  quantity,
  unit_price,
  tax_rate: VAT,
});
const HOME = [line('Home fibre 10 Mbps', 2500), line('Home fibre 20 Mbps', 3900), line('Home fibre 50 Mbps', 6500)];
const BUSINESS = [line('Business fibre 40 Mbps', 12_000), line('Business fibre 100 Mbps', 24_500)];
export const INSTALLATION = line('Installation and router', 4500);
/** What some buy beside it. */
export const EXTRAS = [line('Bulk SMS', 1, 2000), line('Static IP address', 1500), line('Web hosting', 950)];

const METHODS: readonly (readonly [PaymentMethod, number])[] = [
  ['mpesa', 56],
  ['bank_transfer', 18],
  ['cash', 11],
  ['card', 7],
  ['cheque', 5],
  ['other', 3],
];
export const someMethod = (chance: Chance): PaymentMethod => chance.weighed(METHODS);

const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'.split('');
/** As the network, a bank or a book of receipts would have it. */
export function someReference(method: PaymentMethod, chance: Chance): string {
  if (method === 'mpesa') return `T${Array.from({ length: 9 }, () => chance.pick(SIGNS)).join('')}`;
  return `${method === 'bank_transfer' ? 'FT' : method.slice(0, 3).toUpperCase()}-${chance.between(100_000, 999_999)}`;
}

/** A number of this country that has not been given yet. */
export function ownNumber(chance: Chance, taken: Set<string>): string {
  let number = someNumber(chance);
  while (!number.startsWith('+254') || taken.has(number)) number = someNumber(chance);
  taken.add(number);
  return number;
}

/** Those who buy, in the order in which they came. */
export function buyers(count: number, chance: Chance): BuyerPlan[] {
  const taken = new Set<string>();
  const names = new Set<string>(SHOPS);
  return Array.from({ length: count }, (_, index) => {
    const shop = index % 3 === 1 ? SHOPS[Math.floor(index / 3)] : undefined;
    let name: string = shop ?? someName(chance);
    while (shop === undefined && names.has(name)) name = someName(chance);
    names.add(name);
    const box = name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
    return {
      name,
      email: chance.percent(70) && box.length > 3 ? `${box}@post.example` : null,
      phone: ownNumber(chance, taken),
      address: `${chance.pick(STREETS)} ${chance.between(1, 80)}`,
      accountType: shop === undefined ? 'home' : 'business',
      line: chance.pick(shop === undefined ? HOME : BUSINESS),
      habit: chance.weighed(HABITS),
    };
  });
}
