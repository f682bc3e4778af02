/** From most to least. A `user` sees its own messages and keys, a `viewer` everything and changes nothing. */
export const ROLES = ['admin', 'operator', 'viewer', 'user'] as const;
export type Role = (typeof ROLES)[number];

const STAFF: readonly Role[] = ['admin', 'operator', 'viewer'];
const OPERATORS: readonly Role[] = ['admin', 'operator'];
const ADMINS: readonly Role[] = ['admin'];

const to = (roles: readonly Role[], what: string) => ({ roles, what });

/**
 * Who may do what, in one place: the server's doors and its rules ask this table, and the console shows what it grants.
 * It stays free of zod, so that the console's first load does.
 */
export const PERMISSIONS = {
  'account.own': to(ROLES, 'have an account: its password, its sessions and its API keys'),
  'users.manage': to(ADMINS, 'manage accounts: roles, passwords, and the sessions and API keys of everybody'),

  'messages.read': to(ROLES, 'see messages'),
  'messages.read-all': to(STAFF, 'see the messages of everybody, and what came in'),
  'messages.send': to(['admin', 'operator', 'user'], 'send messages, cancel them and send them again'),
  /** Before one-time passwords of everybody else: not for those who may register themselves. */
  'messages.send-urgent': to(OPERATORS, 'send before all others'),
  /** Dearer channels than need be: not for those who may register themselves either. */
  'messages.send-reserved': to(OPERATORS, 'send over providers that only take what names them'),
  'messages.send-suppressed': to(ADMINS, 'send to numbers that have opted out'),
  'office.read': to(STAFF, 'see customers, invoices, payments, tickets and leads'),
  'office.write': to(OPERATORS, 'write customers, invoices, payments, tickets and leads'),
  /** What moves money in the books, or takes it back. */
  'office.money': to(ADMINS, 'confirm, allocate and refund payments, void, credit and write off invoices'),
  'office.send': to(OPERATORS, 'send as the back office does, and set how that is sent'),
  'routers.read': to(STAFF, 'see routers and what goes through them'),
  'routers.operate': to(OPERATORS, 'test routers'),
  'routers.write': to(ADMINS, 'change routers: accounts at them, with their passwords'),

  'channels.operate': to(OPERATORS, 'test and restart SIM cards, providers and workers, and ask for balances'),
  'sim-cards.read': to(STAFF, 'see SIM cards'),
  'sim-cards.read-imsi': to(ADMINS, 'see by which IMSI a network knows a SIM card'),
  'sim-cards.write': to(OPERATORS, 'change SIM cards'),
  'providers.read': to(STAFF, 'see providers'),
  'providers.write': to(ADMINS, 'change providers: accounts at others, with their secrets'),
  'workers.read': to(STAFF, 'see workers'),
  'workers.write': to(ADMINS, 'enrol and remove workers, and renew their passwords'),

  'pairs.read': to(STAFF, 'see pairs, and which way a number takes'),
  'pairs.write': to(OPERATORS, 'change pairs'),
  'number-lists.read': to(STAFF, 'see number lists'),
  'number-lists.write': to(OPERATORS, 'upload and change number lists'),
  'programs.read': to(STAFF, 'see programs and their runs'),
  'programs.write': to(OPERATORS, 'change programs and run them'),
  'suppressions.read': to(STAFF, 'see who has opted out'),
  'suppressions.write': to(OPERATORS, 'change who has opted out'),

  'stats.read': to(STAFF, 'see figures'),
  'alerts.read': to(STAFF, 'see alerts, rules and silences'),
  'alerts.raise': to(STAFF, 'have others told of something, and hand in what Alertmanager says'),
  'alerts.write': to(OPERATORS, 'acknowledge, resolve and silence alerts'),
  'alert-rules.write': to(OPERATORS, 'change what is watched'),
  'alert-channels.manage': to(ADMINS, 'change who is told of alerts, and how: accounts at others, with their secrets'),
  'logs.read': to(STAFF, 'see the log'),
  'webhooks.read': to(ROLES, 'see the webhooks of the own account'),
  'webhooks.write': to(['admin', 'operator', 'user'], 'have webhooks: events posted to addresses of the own account'),
  'webhooks.manage': to(ADMINS, 'see and change the webhooks of everybody'),
  'audit.read': to(ADMINS, 'see who changed what, and take it out'),
  'settings.manage': to(ADMINS, 'change the settings of the installation'),
  'outbox.manage': to(ADMINS, 'see what is on its way to other systems, and send it again'),
} as const satisfies Record<string, { readonly roles: readonly Role[]; readonly what: string }>;

export type Permission = keyof typeof PERMISSIONS;

/** What an admin may grant to single accounts, and to those of which roles: they may it beside what their role may. */
const GRANTABLE = { 'office.money': ['operator'] } as const satisfies Partial<Record<Permission, readonly Role[]>>;
export type Grant = keyof typeof GRANTABLE;
export const GRANTS = Object.keys(GRANTABLE) as readonly Grant[];

/** The roles whose accounts may be granted this. */
export const grantableTo = (permission: Permission): readonly Role[] =>
  (GRANTABLE as Partial<Record<Permission, readonly Role[]>>)[permission] ?? [];

/** What an API key can be limited to; what it may is its account's role and its scopes. */
export const SCOPES = ['send', 'read', 'operate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each lets a key do, where its account may. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  send: 'send messages, cancel them and send them again',
  read: 'see what its account sees',
  operate: 'change what operators change: pairs, lists, programs, SIM cards, customers, tickets',
  admin: 'what only admins may: accounts and keys, providers, money',
};

/** The scope that a key needs for a permission; null is none: every key has an account. */
function scopeFor(permission: Permission): Scope | null {
  if (permission === 'account.own') return null;
  if (permission.startsWith('messages.send')) return 'send';
  if (PERMISSIONS[permission].roles.every((role) => role === 'admin')) return 'admin';
  return permission.includes('.read') ? 'read' : 'operate';
}

const SCOPE_OF = new Map(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [permission, scopeFor(permission)]),
);

/** The permissions of a scope: each but `account.own` is in one. */
export const permissionsIn = (scope: Scope): Permission[] =>
  [...SCOPE_OF].filter(([, of]) => of === scope).map(([permission]) => permission);

/** The scope that holds a permission; null where no key needs one. */
export const scopeOf = (permission: Permission): Scope | null => SCOPE_OF.get(permission) ?? null;

/** Whether a key's scopes let it do this; without any list of them it may all that its account may. */
export function isInScope(scopes: readonly Scope[] | null | undefined, permission: Permission): boolean {
  if (!scopes) return true;
  const scope = scopeOf(permission);
  return scope === null || scopes.includes(scope);
}

/** The roles that may do this. */
export const rolesWith = (permission: Permission): readonly Role[] => PERMISSIONS[permission].roles;

/** Whether an account may do this, by its role or by what it was granted; nobody signed in may do nothing. */
export const grants = (role: Role | null, permission: Permission, granted: readonly Grant[] = []): boolean =>
  role !== null && (rolesWith(permission).includes(role) || isGranted(role, permission, granted));

/** A grant counts in the role that it was made for only. */
const isGranted = (role: Role, permission: Permission, granted: readonly Permission[]): boolean =>
  granted.includes(permission) && grantableTo(permission).includes(role);

/** Whether it is one of those who run the place: all but those who may register themselves. */
export const isStaff = (role: Role): boolean => STAFF.includes(role);
