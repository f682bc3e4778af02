import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { GeneralSetting, GeneralSettings, GeneralSettingsChange } from '@signalbox/contracts/general-settings';
import { countryOf } from '../../platform/common/countries.js';
import { Conflict, Invalid } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { Config } from '../../platform/config/config.js';
import { SystemLogService } from '../logs/system-log.service.js';
import { asEnvironment, countingOf, defaultsOf, fromEnvironment, storedOf } from './general-settings.js';
import { SettingsRepository } from './settings.repository.js';

const NAME = 'general';
const EVERY_MS = 1_000;

/**
 * What admins set of the installation, laid over the environment's settings. Any server may change it: the row is the truth, and
 * each server looks every second whether it is another one.
 */
@Injectable()
export class GeneralSettingsService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(GeneralSettingsService.name);
  private timer: NodeJS.Timeout | null = null;
  private version = 0;
  private isFailing = false;

  constructor(
    private readonly settings: SettingsRepository,
    private readonly config: Config,
    private readonly log: SystemLogService,
  ) {}

  /** Before the first request. */
  async onModuleInit(): Promise<void> {
    await this.read();
    this.timer = setTimeout(() => void this.look(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  async get(): Promise<GeneralSettings> {
    const stored = await this.settings.find(NAME);
    const defaults = defaultsOf(this.config);
    return {
      version: stored?.version ?? 0,
      values: { ...defaults, ...countingOf(valueOf(stored), this.config) },
      defaults,
      from_environment: fromEnvironment(this.config),
    };
  }

  /** @throws Invalid on what the environment has set, Conflict when somebody else was quicker */
  async change({ version, values }: GeneralSettingsChange, { userId }: Principal): Promise<GeneralSettings> {
    const given = fromEnvironment(this.config);
    const named = Object.keys(values) as GeneralSetting[];
    const fixed = named.filter((name) => name in given);
    if (fixed.length > 0)
      throw new Invalid(fixed.map((name) => ({ field: `values.${name}`, message: winsOver(given[name]) })));
    if (values.default_country !== undefined && countryOf(values.default_country) !== values.default_country) {
      throw Invalid.field('values.default_country', 'expected the code of a country (ISO 3166)');
    }
    const stored = await this.settings.find(NAME);
    const before = countingOf(valueOf(stored), this.config);
    const after = storedOf({ ...before, ...values }, defaultsOf(this.config));
    const isOfNow = (stored?.version ?? 0) === version;
    if (!isOfNow || !(await this.settings.replace(NAME, JSON.stringify(after), version, Date.now()))) throw late();
    await this.read();
    this.log.record({
      action: 'settings_changed',
      details: `settings: ${JSON.stringify(values)}`,
      status: 'ok',
      userId,
    });
    return this.get();
  }

  private async read(): Promise<void> {
    const stored = await this.settings.find(NAME);
    this.version = stored?.version ?? 0;
    this.config.lay(asEnvironment(countingOf(valueOf(stored), this.config)));
  }

  private async look(): Promise<void> {
    try {
      if ((await this.settings.version(NAME)) !== this.version) await this.read();
      this.isFailing = false;
    } catch (error) {
      // Once until it goes on: a database that is away is told of elsewhere.
      if (!this.isFailing) this.logger.warn(`The settings cannot be read: ${String(error)}`);
      this.isFailing = true;
    }
    if (this.timer) this.timer = setTimeout(() => void this.look(), EVERY_MS).unref();
  }
}

const valueOf = (stored: { value: string } | null): unknown => (stored ? JSON.parse(stored.value) : null);
const winsOver = (variable: string | undefined): string =>
  `expected to be left out: ${variable} is set in the environment`;
const late = (): Conflict =>
  new Conflict('Somebody else has changed the settings meanwhile. Read them again.', [
    { field: 'version', message: 'expected the newest version' },
  ]);
