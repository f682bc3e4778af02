import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { User } from '../../access/auth/user.js';
import { type Finding, SYSTEM, signalOf } from '../../insight/alerts/look/finding.js';
import type { AlertRule } from '../../insight/alerts/rules/alert-rule.js';
import { defaultRules } from '../../insight/alerts/rules/default-rules.js';
import type { ChannelRecord } from '../../messaging/sim-cards/channel.js';
import { actAs } from './acts.js';
import { travelTo } from './clock.js';
import type { Ports } from './ports.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UNMATCHED_HOURS = 4;

/** Something that was wrong, and is over: when, as a share of the time that the site has been there, and for how long. */
interface Past {
  kind: AlertKindName;
  when: number;
  minutes: number;
  finding: Finding;
  /** What was said of it by who saw to it. */
  note?: string;
}

interface Site {
  admin: User;
  operator: User;
  channels: readonly ChannelRecord[];
}

/** The rules, what was wrong at the site in its time, and what is wrong now: what is found there by the rules themselves. */
export async function fillAlerts(ports: Ports, site: Site, { begin, now }: { begin: number; now: number }) {
  travelTo(begin);
  await ports.rules.seed(defaultRules(begin));
  const rules = new Map((await ports.rules.enabled()).map((rule) => [rule.kind, rule]));
  const ruleOf = (kind: AlertKindName): AlertRule => {
    const rule = rules.get(kind);
    if (!rule) throw new Error(`no rule of the kind ${kind}`);
    return rule;
  };
  const raise = async (kind: AlertKindName, finding: Finding, at: number): Promise<number> => {
    travelTo(at);
    return (await ports.alerts.raise([signalOf(ruleOf(kind), finding)], at))[0] ?? 0;
  };
  const acknowledge = (id: number, note: string, at: number): Promise<unknown> => {
    travelTo(at);
    const door = { method: 'POST', url: '/api/v1/alerts/:id/acknowledge', subject: id, asked: { note } } as const;
    return actAs(ports, site.operator, door, () => ports.alerts.acknowledge(id, site.operator.username, note, at));
  };

  for (const { kind, when, minutes, finding, note } of pastOf(site)) {
    const at = Math.round(begin + (now - HOUR_MS - begin) * when);
    const id = await raise(kind, finding, at);
    if (note !== undefined) await acknowledge(id, note, at + (minutes * MINUTE_MS) / 3);
    const { fingerprint } = signalOf(ruleOf(kind), finding);
    travelTo(at + minutes * MINUTE_MS);
    await ports.alerts.end('rule', [fingerprint], at + minutes * MINUTE_MS);
  }
  await makeLessAnxious(ports, site.admin, ruleOf('queue_age'));

  const unmatched = await ports.facts.unmatchedBefore(now - UNMATCHED_HOURS * HOUR_MS);
  const waits = `${unmatched} payments wait for longer than ${UNMATCHED_HOURS} h.`;
  if (unmatched > 0)
    await raise('payments_unmatched', ofAll('Payments belong to nobody', waits, unmatched), now - HOUR_MS);
  const late = await ports.facts.brokenTickets(now);
  const broken = ofAll('Promises to customers are broken', `Open tickets that are late: ${late}.`, late);
  if (late > 0) await acknowledge(await raise('ticket_sla', broken, now - 2 * HOUR_MS), 'calling them', now - HOUR_MS);
}

const ofAll = (title: string, text: string, value: number | null): Finding => {
  return { subject: SYSTEM, labels: {}, title, text, value };
};

function pastOf({ channels }: Site): Past[] {
  const market = channels.find(({ label }) => label === 'Market');
  const id = String(market?.id);
  const subject = { kind: 'sim_card', id, name: market?.label ?? id } as const;
  const offline = { subject, labels: { channel: id }, value: null, title: `${subject.name} is offline` };
  const away = ofAll('The broker is away', 'The MQTT broker is not reached.', null);
  const waited = 'The message that is due longest waits for 34 min.';
  return [
    { kind: 'broker_away', when: 0.3, minutes: 4, finding: away },
    {
      kind: 'sim_offline',
      when: 0.6,
      minutes: 42,
      finding: { ...offline, text: 'No worker has it.' },
      note: 'the stick had come loose',
    },
    { kind: 'queue_age', when: 0.8, minutes: 11, finding: ofAll('Messages wait too long', waited, 34) },
  ];
}

/** What an alert that was none leads to. */
async function makeLessAnxious({ rules, ...rest }: Ports, admin: User, rule: AlertRule): Promise<void> {
  const params = { ...rule.params, above: 45 };
  const at = Date.now() + 5 * MINUTE_MS;
  travelTo(at);
  const door = { method: 'PATCH', url: '/api/v1/alert-rules/:id', subject: rule.id, asked: { params } } as const;
  await actAs({ rules, ...rest }, admin, door, () => rules.change(rule.id, { params }, at));
}
