import { Accounts1763800000000 } from './migrations/1763800000000-accounts.js';
import { Messages1763800001000 } from './migrations/1763800001000-messages.js';
import { Programs1763800002000 } from './migrations/1763800002000-programs.js';
import { Providers1763800003000 } from './migrations/1763800003000-providers.js';
import { Lanes1764400000000 } from './migrations/1764400000000-lanes.js';
import { WorkersOfAttempts1764400001000 } from './migrations/1764400001000-workers-of-attempts.js';
import { Sessions1764400002000 } from './migrations/1764400002000-sessions.js';
import { WaitingExpiry1764400003000 } from './migrations/1764400003000-waiting-expiry.js';
import { Installation1764400004000 } from './migrations/1764400004000-installation.js';
import { ShortCodes1764400005000 } from './migrations/1764400005000-short-codes.js';
import { RemovedChannels1764500000000 } from './migrations/1764500000000-removed-channels.js';
import { ListsOfRuns1764500001000 } from './migrations/1764500001000-lists-of-runs.js';
import { DummyStats1764500002000 } from './migrations/1764500002000-dummy-stats.js';
import { RestOfCountries1764500003000 } from './migrations/1764500003000-rest-of-countries.js';
import { Books1764600000000 } from '../office/migrations/1764600000000-books.js';
import { Desk1764600001000 } from '../office/migrations/1764600001000-desk.js';
import { Mpesa1764700200000 } from '../office/migrations/1764700200000-mpesa.js';
import { WhatLeaves1764700000000 } from '../platform/migrations/1764700000000-what-leaves.js';
import { DoneWrites1764700300000 } from '../office/migrations/1764700300000-done-writes.js';
import { Papers1764700010000 } from '../office/migrations/1764700010000-papers.js';
import { Routers1764700100000 } from '../office/migrations/1764700100000-routers.js';
import { Finding1764700110000 } from '../office/migrations/1764700110000-finding.js';
import { TicketClocks1764700120000 } from '../office/migrations/1764700120000-ticket-clocks.js';
import { Phases1764700310000 } from '../office/migrations/1764700310000-phases.js';
import { CustomerImports1764700320000 } from '../office/migrations/1764700320000-customer-imports.js';
import { DeskFiles1764700130000 } from '../office/migrations/1764700130000-desk-files.js';
import { Audit1764800100000 } from '../access/migrations/1764800100000-audit.js';
import { KeyLimits1764800101000 } from '../access/migrations/1764800101000-key-limits.js';
import { Locales1764900200000 } from '../access/migrations/1764900200000-locales.js';
import { ZonesOfUsers1764900300000 } from '../access/migrations/1764900300000-zones-of-users.js';
import { Grants1764900400000 } from '../access/migrations/1764900400000-grants.js';
import { SecondFactors1764800102000 } from '../access/migrations/1764800102000-second-factors.js';
import { Settings1764800400000 } from '../platform/migrations/1764800400000-settings.js';
import { TaxReports1764700330000 } from '../office/migrations/1764700330000-tax-reports.js';
import { Webhooks1764800000000 } from '../outside/migrations/1764800000000-webhooks.js';
import { TelegramUpdates1764900100000 } from '../outside/migrations/1764900100000-telegram-updates.js';
import { Alerts1764800200000 } from '../insight/migrations/1764800200000-alerts.js';
import { PushesOfInvoices1764900000000 } from '../office/migrations/1764900000000-pushes-of-invoices.js';

/** In the order they run. One set serves SQLite and MySQL. */
export const migrations = [
  Accounts1763800000000,
  Messages1763800001000,
  Programs1763800002000,
  Providers1763800003000,
  Lanes1764400000000,
  WorkersOfAttempts1764400001000,
  Sessions1764400002000,
  WaitingExpiry1764400003000,
  Installation1764400004000,
  ShortCodes1764400005000,
  RemovedChannels1764500000000,
  ListsOfRuns1764500001000,
  DummyStats1764500002000,
  RestOfCountries1764500003000,
  Books1764600000000,
  Desk1764600001000,
  WhatLeaves1764700000000,
  Papers1764700010000,
  Routers1764700100000,
  Finding1764700110000,
  TicketClocks1764700120000,
  Mpesa1764700200000,
  DoneWrites1764700300000,
  Phases1764700310000,
  CustomerImports1764700320000,
  DeskFiles1764700130000,
  TaxReports1764700330000,
  Webhooks1764800000000,
  Audit1764800100000,
  KeyLimits1764800101000,
  SecondFactors1764800102000,
  Alerts1764800200000,
  Settings1764800400000,
  PushesOfInvoices1764900000000,
  TelegramUpdates1764900100000,
  Locales1764900200000,
  ZonesOfUsers1764900300000,
  Grants1764900400000,
];
