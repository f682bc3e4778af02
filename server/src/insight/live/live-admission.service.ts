import proxyAddr from '@fastify/proxy-addr';
import { Injectable } from '@nestjs/common';
import type { Socket } from 'socket.io';
import type { Admission } from '../../access/auth/admission.js';
import { AuthService } from '../../access/auth/auth.service.js';
import type { Seen } from '../../access/auth/sightings.service.js';
import { addressKey } from '../../platform/common/address-key.js';
import type { Credentials } from '../../platform/common/credentials.js';
import { Unauthenticated } from '../../platform/common/errors.js';
import { may } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { trustOf } from '../../platform/config/trusted-proxies.js';
import { shownBy } from './live-credentials.js';

/** Who opened a socket. */
export interface LiveCaller {
  /** Null: it shows nothing, and sees what `LIVE_ANONYMOUS` lets it see. */
  principal: Admission | null;
  /** The address it comes from, as attempts are counted. */
  from: string;
  /** Whether it takes many updates in a packet. */
  batch: boolean;
}

/** Who may open a live socket. */
@Injectable()
export class LiveAdmissionService {
  private readonly trust;

  constructor(
    private readonly auth: AuthService,
    private readonly config: Config,
  ) {
    this.trust = trustOf(config.env.TRUST_PROXY) || (() => false);
  }

  /** @throws Unauthenticated, or what says that the handshake is none */
  async admit({ handshake, request }: Pick<Socket, 'handshake' | 'request'>): Promise<LiveCaller> {
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
