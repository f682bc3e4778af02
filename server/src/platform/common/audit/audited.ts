import { configure } from '../route-config.js';

/** Whether what a route does is written down, where its method and its access do not say so already. */
export type Audit = { readonly is: true } | { readonly is: false; readonly because: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    audit?: Audit;
  }
}

const mark =
  (audit: Audit): MethodDecorator =>
  (_target, _key, { value }) =>
    configure(value as object, { audit });

/**
 * Who calls this route is written into the audit log. Needed only for what takes something out by GET, and at doors where
 * nobody is signed in: all others that change something are written down without being told (see `audit-action.ts`).
 */
export const Audited = () => mark({ is: true });

/** This route changes something, or is open to everybody, and is not written down. @param because why not */
export const Unaudited = (because: string) => mark({ is: false, because });
