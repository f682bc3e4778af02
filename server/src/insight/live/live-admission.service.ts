import proxyAddr from '@fastify/proxy-addr';
import { Injectable } from '@nestjs/common';
import { LIVE_ANONYMOUS_SOCKETS, LIVE_SOCKETS } from '@signalbox/contracts/live';
import type { Socket } from 'socket.io';
import type { Admission } from '../../access/auth/admission.js';
import { AuthService } from '../../access/auth/auth.service.js';
import type { Seen } from '../../access/auth/sightings.service.js';
import { addressKey } from '../../platform/common/address-key.js';
import type { Credentials } from '../../platform/common/credentials.js';
import { TooMany, Unauthenticated } from '../../platform/common/errors.js';
import { may } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { trustOf } from '../../platform/config/trusted-proxies.js';
import { shownBy } from './live-credentials.js';
import type { LiveCaller, Viewer } from './viewer.js';

/** Who may open a live socket, and who has. */
@Injectable()
export class LiveAdmissionService {
  /** By the socket's id. */
  readonly viewers = new Map<string, Viewer>();
  private readonly trust;

  constructor(
    private readonly auth: AuthService,
    private readonly config: Config,
  ) {
    this.trust = trustOf(config.env.TRUST_PROXY) || (() => false);
  }

  /** Sockets that are open, by who looks. */
  counts(): Record<'staff' | 'user' | 'anonymous', number> {
    const counts = { staff: 0, user: 0, anonymous: 0 };
    for (const { isStaff, principal } of this.viewers.values()) {
      counts[isStaff ? 'staff' : principal ? 'user' : 'anonymous'] += 1;
    }
    return counts;
  }

  /** @throws Unauthenticated, TooMany, or what says that the handshake is none */
  async admit(socket: Pick<Socket, 'handshake' | 'request'>): Promise<LiveCaller> {
    const caller = await this.callerOf(socket);
    if (this.isFullFor(caller)) throw new TooMany('too many connections', 5);
    return caller;
  }

  private isFullFor({ principal, from }: LiveCaller): boolean {
    const count = (isOne: (caller: LiveCaller) => boolean): number =>
      [...this.viewers.values()].filter(({ caller }) => isOne(caller)).length;
    if (principal) return count((other) => other.principal?.userId === principal.userId) >= LIVE_SOCKETS;
    const { anAddress, all } = LIVE_ANONYMOUS_SOCKETS;
    const isNobody = (other: LiveCaller): boolean => other.principal === null;
    return count(isNobody) >= all || count((other) => isNobody(other) && other.from === from) >= anAddress;
  }

  private async callerOf({ handshake, request }: Pick<Socket, 'handshake' | 'request'>): Promise<LiveCaller> {
    const { credentials, batch } = shownBy(handshake);
    const ip = proxyAddr(request, this.trust);
    const from = addressKey(ip);
    if (credentials) return { principal: await this.known(credentials, { ip, headers: request.headers }), from, batch };
    if (this.config.env.LIVE_ANONYMOUS === 'refused') throw new Unauthenticated();
    return { principal: null, from, batch };
  }

  private async known(credentials: Credentials, seen: Seen): Promise<Admission> {
    const caller = await this.auth.authenticate(credentials, seen);
    if (caller.mustSetUp && caller.apiKeyId === null) throw new Unauthenticated('Set up the second factor first.');
    if (!may(caller, 'messages.read')) throw new Unauthenticated('This API key may not read: it takes the scope read.');
    return caller;
  }
}
