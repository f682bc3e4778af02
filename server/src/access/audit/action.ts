/** What a request does to what, as it is written down. */
export interface AuditedAction {
  /** `pairs.change` */
  action: string;
  /** `pairs` */
  subjectType: string;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'export',
  POST: 'create',
  PUT: 'change',
  PATCH: 'change',
  DELETE: 'delete',
};
/** The older APIs' words for ours. */
const SAME: Readonly<Record<string, string>> = {
  program: 'programs',
  'country-operator': 'pairs',
  user: 'users',
  'generate-api-key': 'api-keys',
  update: 'change',
};
/** Things that lie below the address of others, and have numbers of their own. */
const THINGS_BELOW: Readonly<Record<string, string>> = {
  'payments.unmatched': 'unmatched-payments',
  'payments.pushes': 'payment-pushes',
  'auth.sessions': 'sessions',
  'customers.imports': 'customer-imports',
};
/** Those that change what they are called with. */
export const CHANGING: readonly string[] = Object.keys(VERBS).filter((method) => method !== 'GET');

/**
 * Named after its door, so that no door is left out: `POST /api/v1/pairs` is `pairs.create`, `DELETE /api/v1/pairs/:id`
 * `pairs.delete`, `POST /api/v1/invoices/:id/void` `invoices.void`. Doors of the older APIs that do the same are named alike.
 * @param url as the route is declared
 */
export function actionOf(method: string, url: string): AuditedAction {
  const words = url
    .replace(/^\/api\/(v1\/)?/, '')
    .replace(/^\/program\/pairs$/, 'programs')
    .replace(/\.csv$/, '/export')
    .replace(/\.pdf$/, '/pdf')
    .split('/')
    .filter((part) => /^[^:*]/.test(part))
    .map((part) => SAME[part] ?? part);
  const [first = 'server', second = ''] = words;
  const subjectType = THINGS_BELOW[`${first}.${second}`] ?? first;
  const verb = VERBS[method];
  // A POST behind a thing says by its address what is done, as does a file that is taken out.
  const isSaid =
    words.length > 1 && (words.at(-1) === verb || method === 'POST' || (method === 'GET' && !/\/[:*][^/]*$/.test(url)));
  return { action: [...words, ...(isSaid || verb === undefined ? [] : [verb])].join('.'), subjectType };
}
