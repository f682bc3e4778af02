import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { replaceFile } from '@signalbox/files/replace-file';

const PINS_FILE = 'gsm-pins.json';
const ALL_TRIES = 3;
const derive = promisify<string, Buffer, number, Buffer>(scrypt);

const Tried = z.object({
  salt: z.base64(),
  hash: z.base64(),
  /** `trying`: the worker ended before it heard the answer. */
  state: z.enum(['trying', 'wrong']),
  /** Wrong PINs since the last right one. */
  wrong: z.int().min(0),
});
type Tried = z.infer<typeof Tried>;
const Pins = z.record(z.string(), Tried);

/**
 * Remembers across restarts which PIN was tried on which SIM card and not known to be right, so that none is tried
 * twice: three wrong tries lock a SIM card (3GPP TS 31.101 9.5.1). Kept in `gsm-pins.json`, as salted hashes.
 */
export class PinGuard {
  private readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, PINS_FILE);
  }

  /**
   * Why a PIN must not be tried, in words, or null when it may be.
   * @param card its ICCID, or its modem's IMEI.
   * @param left the tries that the SIM card says are left; null when it does not say.
   */
  async refusal(card: string, pin: string, left: number | null): Promise<string | null> {
    if (left !== null && left < 2) return `the SIM card has ${left} PIN tries left: its PIN is not tried`;
    let tried: Tried | undefined;
    try {
      tried = this.read()[card];
    } catch {
      return `${PINS_FILE} cannot be read: no PIN is tried`;
    }
    if (!tried) return null;
    if (await isSame(tried, pin)) {
      if (tried.state === 'wrong') return 'its PIN was refused: it is not tried again, set the right one';
      if (left !== ALL_TRIES)
        return `its PIN was tried and the worker ended: see ${PINS_FILE} before it is tried again`;
    }
    if (left === null && tried.wrong >= 2) return 'two PINs were refused: a third is not tried';
    return null;
  }

  /** Before the PIN goes to the SIM card: when it resolves, this is on disk. */
  async trying(card: string, pin: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await derive(pin, salt, 32);
    const pins = this.read();
    const wrong = pins[card]?.wrong ?? 0;
    this.write({
      ...pins,
      [card]: { salt: salt.toString('base64'), hash: hash.toString('base64'), state: 'trying', wrong },
    });
  }

  /** The SIM card took the PIN. */
  right(card: string): void {
    const { [card]: _, ...others } = this.read();
    this.write(others);
  }

  /** The SIM card refused the PIN. */
  wrong(card: string): void {
    const pins = this.read();
    const tried = pins[card];
    if (tried) this.write({ ...pins, [card]: { ...tried, state: 'wrong', wrong: tried.wrong + 1 } });
  }

  private read(): Record<string, Tried> {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    return Pins.parse(JSON.parse(text));
  }

  private write(pins: Record<string, Tried>): void {
    replaceFile(this.path, `${JSON.stringify(pins, null, 2)}\n`);
  }
}

async function isSame({ salt, hash }: Tried, pin: string): Promise<boolean> {
  const known = Buffer.from(hash, 'base64');
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64'), known.length), known);
}
