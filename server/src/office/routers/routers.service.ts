import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { NewRouter, RouterChange } from '@signalbox/contracts/office/routers';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { defined } from '../../platform/common/defined.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Config } from '../../platform/config/config.js';
import { RouterSealService } from './router-seal.service.js';
import { type Router, requirePasswordAgain, requireTlsForTrust } from './router.js';
import { RouterRepository } from './router.repository.js';

/** The owner's routers. */
@Injectable()
export class RoutersService {
  constructor(
    private readonly routers: RouterRepository,
    private readonly seals: RouterSealService,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound */
  async get(id: number): Promise<Router> {
    const router = await this.routers.find(id);
    if (!router) throw new NotFound('router', id);
    return router;
  }

  /** The one that is meant where none is named. @throws Invalid when there is none */
  async getDefault(): Promise<Router> {
    const router = await this.routers.findDefault();
    if (!router) throw Invalid.field('router_id', 'expected the id of a router: none is the default');
    return router;
  }

  list(stretch: Stretch): Promise<Router[]> {
    return this.routers.list(stretch);
  }

  /** @throws Invalid on an address that may not be connected to; Conflict when another one has the name */
  async create(request: NewRouter, by: Principal): Promise<Router> {
    this.requireListed(request.address);
    const { password, tls_fingerprint: fingerprint, tls_ca: authority, is_default: isDefault, ...rest } = request;
    const fields = {
      ...rest,
      port: rest.port ?? null,
      tls: rest.tls ?? true,
      fingerprint: fingerprint ?? null,
      authority: authority ?? null,
      isDefault,
      createdAt: Date.now(),
    };
    requireTlsForTrust(fields);
    const router = await this.routers.create(fields, (id) => this.seals.seal(id, password));
    this.record('router_created', router, by);
    return router;
  }

  /** @throws NotFound, Invalid, Conflict as `create`; Invalid when the password is wanted again */
  async change(id: number, request: RouterChange, by: Principal): Promise<Router> {
    const { password, tls_fingerprint: fingerprint, tls_ca: authority, is_default: isDefault, ...rest } = request;
    if (rest.address !== undefined) this.requireListed(rest.address);
    const sealed = password === undefined ? undefined : this.seals.seal(id, password);
    const patch = defined({ ...rest, fingerprint, authority, isDefault, sealed });
    const router = await this.routers.change(id, patch, Date.now(), (before, after) => {
      requirePasswordAgain(before, patch);
      requireTlsForTrust(after);
    });
    if (!router) throw new NotFound('router', id);
    this.record('router_changed', router, by, Object.keys(request).join(', '));
    return router;
  }

  /** @throws NotFound */
  async remove(id: number, by: Principal): Promise<void> {
    const router = await this.get(id);
    if (!(await this.routers.remove(id))) throw new NotFound('router', id);
    this.record('router_removed', router, by);
  }

  /** What a name stands for is known when it is connected to. */
  private requireListed(address: string): void {
    if (isIP(address) === 0 || this.config.routerNetworks.has(address)) return;
    throw Invalid.field('address', 'expected an address in the networks that ROUTER_NETWORKS lists');
  }

  private record(action: string, { id, name }: Router, { userId }: Principal, what = ''): void {
    this.log.record({ action, details: `router ${id} (${name})${what && `: ${what}`}`, status: 'ok', userId });
  }
}
