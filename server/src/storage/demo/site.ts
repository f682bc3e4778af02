import type { Role } from '@signalbox/contracts/auth';
import type { Chance } from './random.js';

export const COUNTRY = 'KE';

/** A site as a small town's clinic, its market and its water works would have it. */
export const ACCOUNTS: readonly { username: string; email: string; role: Role }[] = [
  { username: 'amina', email: 'amina@town.example', role: 'admin' },
  { username: 'otieno', email: 'otieno@town.example', role: 'operator' },
  { username: 'reports', email: 'reports@town.example', role: 'viewer' },
  { username: 'webshop', email: 'it@webshop.example', role: 'user' },
];

/** The numbers are those of the simulator's SIM cards in the embedded worker, which takes them over. */
export const SIM_CARDS = [
  { number: '+254700000001', label: 'Front desk' },
  { number: '+254700000002', label: 'Clinic' },
  { number: '+254700000003', label: 'Market' },
  { number: '+254700000004', label: 'Spare' },
] as const;

/** Beginnings of subscribers' numbers, and how many of a hundred have them. */
const NETWORKS = [
  ['254712', 34],
  ['254722', 22],
  ['254733', 16],
  ['254750', 9],
  ['254772', 5],
  ['255754', 6],
  ['255784', 4],
  ['256772', 4],
] as const;

export const someNumber = (chance: Chance): string =>
  `+${chance.weighed(NETWORKS)}${String(chance.between(0, 999_999)).padStart(6, '0')}`;

const FIRST =
  'Achieng Baraka Chebet Daudi Esther Faraji Grace Hamisi Imani Juma Kamau Leila Mwangi Neema Omondi Pendo'.split(' ');
const LAST = 'Abdi Barasa Cheruiyot Hassan Karanja Kiprop Mutua Njoroge Ochieng Wambui Wanjala Were'.split(' ');
export const someName = (chance: Chance): string => `${chance.pick(FIRST)} ${chance.pick(LAST)}`;

/** Texts that are sent one by one, and how often. */
const SINGLE: readonly (readonly [(chance: Chance) => string, number])[] = [
  [(chance) => `Your code is ${chance.between(100_000, 999_999)}. It is good for 5 minutes.`, 40],
  [(chance) => `Order ${chance.between(20_000, 29_999)} is on its way and arrives today.`, 25],
  [
    (chance) =>
      `Order ${chance.between(20_000, 29_999)} is ready. Pick it up at the market, stand ${chance.between(1, 60)}.`,
    15,
  ],
  [
    (chance) =>
      `We have received ${chance.between(2, 90) * 50} KES for order ${chance.between(20_000, 29_999)}. Asante!`,
    15,
  ],
  [() => 'Dr. Wekesa is ill today. Please call the front desk for another appointment.', 3],
  [() => 'Habari! Duka letu limefunguliwa tena – karibu sana. Bei mpya ziko sokoni leo, njoo mapema ✓', 2],
];
export const someText = (chance: Chance): string => chance.weighed(SINGLE)(chance);

/** What customers of the business are told. */
export const someBill = (chance: Chance): string =>
  chance.pick([
    'Your invoice of this month is ready. Please pay within 14 days; M-Pesa with your account number. Asante!',
    'We have received your payment. Thank you for being with us.',
    'A friendly reminder: your invoice is due in 3 days.',
  ]);

/** What people answer, and how often. */
const REPLIES = [
  ['YES', 30],
  ['Yes I will come', 12],
  ['Asante sana', 14],
  ['Can I come at 3 instead?', 8],
  ['Who is this?', 5],
  ['NO', 8],
  ['Nimepata, shukrani', 8],
  ['I have moved to Kisumu, please delete my number', 2],
  ['STOP', 4],
  ['مرحبا، هل العيادة مفتوحة غدا؟', 2],
  ['ok 👍', 7],
] as const;
export const someReply = (chance: Chance): string => chance.weighed(REPLIES);

/** Number lists: the file's name, its columns and how a row of them comes about. */
export interface ListPlan {
  name: string;
  file: string;
  rows: number;
  columns: readonly string[];
  values: (chance: Chance) => string[];
}
const time = (chance: Chance): string => `${chance.between(8, 16)}:${chance.pick(['00', '15', '30', '45'])}`;
const PATIENTS: ListPlan = {
  name: 'Clinic patients',
  file: 'patients.csv',
  rows: 460,
  columns: ['name', 'time'],
  values: (chance) => [someName(chance), time(chance)],
};
const TRADERS: ListPlan = {
  name: 'Market traders',
  file: 'traders.xlsx',
  rows: 320,
  columns: ['name', 'stand'],
  values: (chance) => [someName(chance), String(chance.between(1, 60))],
};
const HOUSEHOLDS: ListPlan = {
  name: 'Households on the hill',
  file: 'households.csv',
  rows: 780,
  columns: ['name', 'zone'],
  values: (chance) => [someName(chance), chance.pick(['A', 'B', 'C'])],
};
export const LISTS: readonly ListPlan[] = [PATIENTS, TRADERS, HOUSEHOLDS];

/** Programs, and on which days they run: days before today, 0 is today. */
export interface ProgramPlan {
  name: string;
  list: ListPlan;
  template: string;
  ratePerMinute: number | null;
  /** Its hour of the day, UTC. */
  hour: number;
  runsOn: (daysAgo: number, weekday: number) => boolean;
  /** How far its last run has come when it is paused then; null is never. */
  pausedAt: number | null;
}
export const PROGRAMS: readonly ProgramPlan[] = [
  {
    name: 'Appointment reminders',
    list: PATIENTS,
    template: 'Dear {{name|patient}}, your appointment at the clinic is tomorrow at {{time}}. Answer YES or NO.',
    ratePerMinute: 60,
    hour: 13,
    runsOn: (_, weekday) => weekday >= 1 && weekday <= 5,
    pausedAt: null,
  },
  {
    name: 'Market day',
    list: TRADERS,
    template: 'Market day is tomorrow. {{name}}, your stand is {{stand}}. Be there by 6:30.',
    ratePerMinute: 120,
    hour: 15,
    runsOn: (_, weekday) => weekday === 2 || weekday === 5,
    pausedAt: null,
  },
  {
    name: 'Water works in your zone',
    list: HOUSEHOLDS,
    template: 'Zone {{zone}}: no water on Thursday from 9 to 15. Please store what you need.',
    ratePerMinute: null,
    hour: 7,
    runsOn: (daysAgo) => daysAgo === 12 || daysAgo === 1,
    pausedAt: 420,
  },
];
