import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { AuthenticatedRequest } from '../../platform/common/access.js';
import { AuditScope, withinAudit } from '../../platform/common/audit/audit-scope.js';
import type { AuditService } from './audit.service.js';
import { type AuditedAction, CHANGING, actionOf } from './action.js';

/** What a route's configuration has of it. */
type Config = NonNullable<RouteOptions['config']>;

type Asked = Pick<FastifyRequest, 'query' | 'body'>;

/** Requests under way that are written down, and what they answer. */
interface Watched {
  scope: AuditScope;
  answer: unknown;
}

/**
 * What is written down of calls of a route; null where nothing is. Whatever changes something by a caller who is known is,
 * without being told: a door that somebody adds is not forgotten.
 */
export function auditedAction(method: string, url: string, { access, audit }: Config): AuditedAction | null {
  if (audit !== undefined) return audit.is ? actionOf(method, url) : null;
  return CHANGING.includes(method) && access !== undefined && access !== 'everybody' ? actionOf(method, url) : null;
}

/**
 * Has every change and every export written down, whichever door it comes by; see `storage/access/audited-write.ts` for how
 * its row gets into the change's own transaction. To be called before the routes are made.
 */
export function watchDoors(server: FastifyInstance, audit: AuditService): void {
  const watched = new WeakMap<FastifyRequest, Watched>();
  server.addHook('onRoute', (route) => {
    const [method = 'GET'] = [route.method].flat();
    const action = auditedAction(method, route.url, route.config ?? {});
    if (action === null) return;
    const begin = (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
      const scope = new AuditScope(requestOf(request, action));
      watched.set(request, { scope, answer: null });
      const looked = audit.look(scope);
      if (looked === null) withinAudit(scope, done);
      else void looked.then(() => withinAudit(scope, done));
    };
    const look = (
      request: FastifyRequest,
      _reply: FastifyReply,
      answer: unknown,
      done: (e: null, a: unknown) => void,
    ) => {
      const call = watched.get(request);
      if (call) call.answer = answer;
      done(null, answer);
    };
    const end = async (request: FastifyRequest, { statusCode }: FastifyReply, payload: unknown): Promise<unknown> => {
      const call = watched.get(request);
      if (!call) return payload;
      watched.delete(request);
      const { scope, answer } = call;
      const isDone = statusCode < 400;
      const subjectId = scope.request.subjectId ?? (isDone ? idIn(answer) : null);
      await audit.finish(scope, { outcome: isDone ? 'done' : 'failed', subjectId });
      return payload;
    };
    route.preHandler = [route.preHandler ?? [], begin].flat();
    route.preSerialization = [route.preSerialization ?? [], look].flat();
    route.onSend = [route.onSend ?? [], end].flat();
  });
}

function requestOf(request: FastifyRequest & Partial<AuthenticatedRequest>, action: AuditedAction) {
  const { principal, params, query, body, method, ip, id } = request;
  return {
    at: Date.now(),
    userId: principal?.userId ?? null,
    username: principal?.username ?? null,
    apiKeyId: principal?.apiKeyId ?? null,
    ...action,
    subjectId: subjectOf(params as Record<string, string>, action, principal?.userId),
    asked: askedOf(method, { params: params as Record<string, string>, query, body }),
    address: ip,
    requestId: id,
  };
}

const LONGEST_ID = 64;

/**
 * The first name in the address; a pair of the country-operator API has two, a setting's is its last word, and one's own
 * account is named nowhere.
 */
function subjectOf(
  params: Record<string, string>,
  { action, subjectType }: AuditedAction,
  userId: number | undefined,
): string | null {
  if (subjectType === 'settings') return action.split('.')[1] ?? null;
  if (subjectType === 'auth') return userId === undefined ? null : String(userId);
  const values = Object.values(params);
  const name = 'country' in params ? values.join('/') : values[0];
  return name?.slice(0, LONGEST_ID) ?? null;
}

/** The body, or the query of what is taken out; and which part of the thing is meant, where the address says so. */
function askedOf(method: string, { params, query, body }: { params: Record<string, string> } & Asked): unknown {
  const part = 'country' in params ? {} : Object.fromEntries(Object.entries(params).slice(1));
  if (method === 'GET') return { ...(query as object), ...part };
  return body ?? (Object.keys(part).length > 0 ? part : null);
}

/** What an answer says that it made. */
function idIn(answer: unknown): string | null {
  if (answer === null || typeof answer !== 'object') return null;
  const { id, data, number } = answer as { id?: unknown; data?: unknown; number?: unknown };
  const name = id ?? number;
  if (typeof name === 'string' || typeof name === 'number') return String(name).slice(0, LONGEST_ID);
  return data !== undefined && !Array.isArray(data) ? idIn(data) : null;
}
