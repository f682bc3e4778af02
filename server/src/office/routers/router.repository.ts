import type { Stretch } from '../../platform/common/stretch.js';
import type { Health, NewRouterRecord, Router, RouterPatch } from './router.js';

/** Where routers are kept. Each call is one transaction, and leaves one default at most. */
export abstract class RouterRepository {
  /** @param seal the password for the row of an id. @throws Conflict when another one has the name */
  abstract create(router: NewRouterRecord, seal: (id: number) => string): Promise<Router>;
  abstract find(id: number): Promise<Router | null>;
  abstract findDefault(): Promise<Router | null>;
  /** Newest first. */
  abstract list(stretch: Stretch): Promise<Router[]>;
  /**
   * @param check sees what is there; what it throws is thrown
   * @returns the router then; null where there is none. @throws Conflict as `create`
   */
  abstract change(
    id: number,
    patch: RouterPatch,
    at: number,
    check: (before: Router, after: Router) => void,
  ): Promise<Router | null>;
  /** What was seen of it; whoever looked last is right. */
  abstract note(id: number, health: Health): Promise<void>;
  /** @returns whether there was one */
  abstract remove(id: number): Promise<boolean>;
}
