import { Injectable } from '@nestjs/common';
import type { AlertChannelChange, NewAlertChannel } from '@signalbox/contracts/alert-channels';
import { SystemLogService } from '../../../access/logs/system-log.service.js';
import { NotFound } from '../../../platform/common/errors.js';
import type { Principal } from '../../../platform/common/principal.js';
import type { Stretch } from '../../../platform/common/stretch.js';
import { Config } from '../../../platform/config/config.js';
import { Refused } from '../../../platform/outbox/outbox.js';
import { type AlertChannel, type ChannelPatch, type OpenChannel, UNREADABLE, troubleOf } from './alert-channel.js';
import { AlertChannelRepository } from './alert-channel.repository.js';
import { namesOf, requirePasswordAgain, secretsOf, settingsOf, withHook, withoutHook } from './channel-rules.js';
import { ChannelSealService } from './channel-seal.service.js';

/** The ways in which people are told. */
@Injectable()
export class AlertChannelsService {
  constructor(
    private readonly channels: AlertChannelRepository,
    private readonly seals: ChannelSealService,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** With what is wrong with each. */
  async list(stretch: Stretch): Promise<AlertChannel[]> {
    return (await this.channels.list(stretch)).map((channel) => this.withTrouble(channel));
  }

  enabled(): Promise<AlertChannel[]> {
    return this.channels.enabled();
  }

  find(id: number): Promise<AlertChannel | null> {
    return this.channels.find(id);
  }

  /** @throws NotFound */
  async get(id: number): Promise<AlertChannel> {
    const channel = await this.channels.find(id);
    if (!channel) throw new NotFound('alert channel', id);
    return this.withTrouble(channel);
  }

  /** @returns it, and a secret that was made for it. @throws Invalid; Conflict when another one has the name */
  async create(request: NewAlertChannel, by: Principal): Promise<{ channel: AlertChannel; made: string | null }> {
    const { kind, name, route, enabled } = request;
    const settings = settingsOf(kind, request.settings, this.config.env);
    const { secrets, made } = secretsOf(kind, request.secrets);
    const record = { name, kind, settings, route, enabled, secretNames: namesOf(secrets), userId: by.userId };
    const channel = await this.channels.create({ ...record, createdAt: Date.now() }, (id) =>
      this.seals.seal(id, withHook(kind, settings, secrets)),
    );
    this.note('created', channel, by);
    return { channel, made };
  }

  /** Secrets that are not given stay. @throws NotFound; Invalid; Conflict */
  async change(id: number, change: AlertChannelChange, by: Principal): Promise<AlertChannel> {
    const before = await this.get(id);
    const { name, route, enabled } = change;
    const patch: ChannelPatch = { name, route, enabled, userId: by.userId };
    if (change.settings) {
      patch.settings = settingsOf(before.kind, change.settings, this.config.env);
      const isGiven = change.secrets?.['password'] !== undefined || !before.secretNames.includes('password');
      requirePasswordAgain(before.settings, patch.settings, before.kind, isGiven);
    }
    Object.assign(patch, this.resealed(before, change, patch.settings ?? before.settings));
    const channel = await this.channels.change(id, patch, Date.now());
    if (!channel) throw new NotFound('alert channel', id);
    this.note('changed', channel, by);
    return this.withTrouble(channel);
  }

  /** @throws NotFound */
  async remove(id: number, by: Principal): Promise<void> {
    const channel = await this.get(id);
    await this.channels.remove(id);
    this.note('removed', channel, by);
  }

  /** With its secrets, for whoever speaks to the other end. @throws Refused when they cannot be read */
  open({ id, name, userId, settings, sealed }: AlertChannel): OpenChannel {
    const secrets = this.seals.open(id, sealed);
    if (secrets === null) throw new Refused(UNREADABLE);
    return { id, name, userId, settings, secrets };
  }

  /** Null where `open` throws, so that one that cannot be read concerns no other. */
  openIfReadable(channel: AlertChannel): OpenChannel | null {
    return this.isReadable(channel) ? this.open(channel) : null;
  }

  /** Notes in their room why what is said to some is not heard, or that it is. */
  noteUnheard(ids: readonly number[], why: string | null): Promise<void> {
    return this.channels.noteUnheard(ids, why);
  }

  private isReadable({ id, sealed }: AlertChannel): boolean {
    return this.seals.open(id, sealed) !== null;
  }

  private withTrouble(channel: AlertChannel): AlertChannel {
    return { ...channel, error: troubleOf(channel, this.isReadable(channel)) };
  }

  /** What is sealed anew: with other secrets, or because Telegram is to call, or not any more. */
  private resealed(
    { id, kind, sealed }: AlertChannel,
    change: AlertChannelChange,
    settings: AlertChannel['settings'],
  ): Pick<ChannelPatch, 'sealed' | 'secretNames'> {
    const opened = this.seals.open(id, sealed);
    if (!change.secrets && (opened === null || kind !== 'telegram')) return {};
    const stored = withoutHook(opened ?? {});
    const { secrets } = secretsOf(kind, { ...stored.secrets, ...change.secrets });
    const hook = change.secrets ? undefined : stored.hook;
    return { sealed: this.seals.seal(id, withHook(kind, settings, secrets, hook)), secretNames: namesOf(secrets) };
  }

  private note(what: string, { id, kind, name }: AlertChannel, { userId }: Principal): void {
    const details = `alert channel ${id} "${name}" (${kind})`;
    this.log.record({ action: `alert_channel.${what}`, details, status: 'ok', userId });
  }
}
