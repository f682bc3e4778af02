import type { Role } from '@signalbox/contracts/permissions';
import { may } from '../../platform/common/principal.js';
import { type EventScope, type Subscription, wants } from '../../outside/webhooks/subscription.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';

interface Row {
  id: number;
  callbacks_of: number | null;
  user_id: number;
  role: Role;
  events: string;
  filter: string;
}

/** What tells whether endpoints, or who may have them, are others than before. */
export const VERSION = 'webhooks';
const STAND =
  `SELECT (SELECT value FROM installation WHERE name = '${VERSION}') AS version, ` +
  '(SELECT MAX(id) FROM access_endings) AS ended';
const SELECT =
  'SELECT w.id, w.callbacks_of, w.user_id, u.role, w.events, w.filter FROM webhooks w JOIN users u ON u.id = w.user_id ' +
  "WHERE w.state = 'active' AND u.disabled = 0";

/** Where they stand; another text when something has changed. */
export async function standIn(tx: Tx): Promise<string> {
  const [row] = await tx.all<{ version: string | null; ended: number | null }>(STAND, []);
  return `${row?.version ?? ''} ${row?.ended ?? ''}`;
}

/** Those of all endpoints that hear of something. @param type of which event; all when it is left out */
export async function subscriptionsIn(tx: Tx, type?: string): Promise<Subscription[]> {
  const [where, params]: [string, SqlValue[]] =
    type === undefined ? ['', []] : [' AND w.events LIKE ?', [`%"${type}"%`]];
  const rows = await tx.all<Row>(`${SELECT}${where} ORDER BY w.id`, params);
  return rows.flatMap(subscriptionOf);
}

/** None of a row that cannot be read: it is asked for where messages are accepted, and refuses none. */
function subscriptionOf(row: Row): Subscription[] {
  try {
    return [
      {
        id: row.id,
        kind: row.callbacks_of === null ? 'endpoint' : 'callbacks',
        userId: row.user_id,
        role: row.role,
        events: new Set(JSON.parse(row.events) as string[]),
        filter: JSON.parse(row.filter) as Subscription['filter'],
      },
    ];
  } catch {
    return [];
  }
}

/** Those by what they hear of, so that a message asks few of many. */
export class SubscriptionIndex {
  /** Of those who may see everybody's. */
  private readonly general = new Map<string, Subscription[]>();
  private readonly own = new Map<string, Subscription[]>();
  /** By account. */
  readonly callbacks = new Map<number, number>();

  constructor(subscriptions: readonly Subscription[] = []) {
    for (const each of subscriptions) {
      if (each.kind === 'callbacks') this.callbacks.set(each.userId, each.id);
      else if (may(each, 'messages.read-all')) for (const type of each.events) add(this.general, type, each);
      else for (const type of each.events) add(this.own, `${type} ${each.userId}`, each);
    }
  }

  /** Whether nobody hears of anything. */
  get isEmpty(): boolean {
    return this.general.size === 0 && this.own.size === 0;
  }

  /** Those who hear of an event. */
  hearing(scope: EventScope): Subscription[] {
    const some = this.general.get(scope.type) ?? NONE;
    const own = (scope.userId === null ? undefined : this.own.get(`${scope.type} ${scope.userId}`)) ?? NONE;
    if (some.length === 0 && own.length === 0) return NONE;
    return [...some, ...own].filter((each) => wants(each, scope));
  }
}

const NONE: Subscription[] = [];

function add(map: Map<string, Subscription[]>, key: string, one: Subscription): void {
  const some = map.get(key);
  if (some) some.push(one);
  else map.set(key, [one]);
}
