import { documentId } from '../src/platform/common/document-id.js';
import type { NumberList } from '../src/campaigns/number-lists/number-list.js';
import type { Pair } from '../src/messaging/pairs/pair.js';
import type { Program } from '../src/campaigns/programs/program.js';
import { NOON } from './messages.js';

/** An active pair, but for what is said. */
export function pairWith(fields: Partial<Pair> = {}): Pair {
  const id = fields.id ?? documentId();
  return {
    id,
    country: 'KE',
    countryLabel: null,
    operator: `Operator ${id}`,
    mcc: '639',
    mnc: '02',
    prefixes: ['25470', '25471'],
    isHighPriority: false,
    takesRest: false,
    active: true,
    shortCodes: false,
    createdAt: NOON,
    updatedAt: NOON,
    ...fields,
  };
}

/** A list that is ready, but for what is said. */
export function listWith(fields: Partial<NumberList> = {}): NumberList {
  const id = fields.id ?? documentId();
  return {
    id,
    name: `List ${id}`,
    ownerId: 1,
    status: 'ready',
    details: {
      fileName: 'números.csv',
      fileSize: 5_000_000_000,
      defaultCountry: 'KE',
      numberColumn: 'phone',
      hasHeader: true,
      delimiter: ';',
      headerLine: 3,
      countryColumn: 'pays',
      encoding: 'windows-1251',
      skipHidden: true,
      hidden: 2,
      columns: ['phone', 'first.name', '$price', ''],
      read: 3,
      rows: 1,
      duplicates: 1,
      rejected: 1,
      suppressed: 0,
      rowChunks: 1,
      rejectChunks: 1,
      reason: null,
    },
    createdAt: NOON,
    updatedAt: NOON,
    ...fields,
  };
}

/** A program that can be started, but for what is said. */
export function programWith(fields: Partial<Program> = {}): Program {
  const id = fields.id ?? documentId();
  return {
    id,
    name: `Program ${id}`,
    ownerId: 1,
    pairId: null,
    listId: null,
    details: {
      template: 'Hello {{first.name|you}} 👋, only {{$price}}',
      sender: '+254700000001',
      priority: 5,
      ratePerMinute: null,
      proxy: null,
      window: { days: [0, 6], from: '22:00', to: '06:00', timeZone: 'recipient' },
      validitySeconds: 3600,
      active: true,
      failWhen: { successBelow: 0.25, minutes: 10, atLeast: 100 },
      smartEncoding: false,
    },
    version: 0,
    createdAt: NOON,
    updatedAt: NOON,
    ...fields,
  };
}
