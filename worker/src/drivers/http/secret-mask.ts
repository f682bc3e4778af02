import type { HttpChannel } from '@signalbox/contracts/providers';

const HIDDEN = '•••';
/** A shorter secret would blank out ordinary words. */
const SHORTEST = 3;
const LENGTH = 180;

/** Takes an account's secrets out of what other people's servers say: an error may echo the request that caused it. */
export class SecretMask {
  private readonly secrets: string[];

  constructor(texts: readonly string[]) {
    const written = texts.flatMap((text) => [
      text,
      encodeURIComponent(text),
      encodeURIComponent(text).replaceAll('%20', '+'),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64'),
    ]);
    // The longest first: one secret may be a part of another.
    this.secrets = [...new Set(written)]
      .filter(({ length }) => length >= SHORTEST)
      .sort((one, other) => other.length - one.length);
  }

  /** One line of at most 180 characters, without a secret in it. */
  clean(text: string): string {
    let line = text;
    for (const secret of this.secrets) line = line.replaceAll(secret, HIDDEN);
    line = line
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim()
      .toWellFormed();
    return line.length <= LENGTH ? line : `${line.slice(0, LENGTH - 1)}…`.toWellFormed();
  }
}

/** All that an account knows and must not tell. */
export function secretsOf({ settings, secrets }: HttpChannel): string[] {
  const all = Object.values(secrets);
  if (settings.profile === 'twilio') all.push(`${settings.account_sid}:${secrets.auth_token ?? ''}`);
  if (settings.proxy !== null) all.push(...proxySecrets(settings.proxy));
  return all;
}

/** The user and password in a proxy's URL. */
export function proxySecrets(proxy: string): string[] {
  try {
    const { username, password } = new URL(proxy);
    const plain = [username, password].map(decodeURIComponent);
    return [proxy, ...plain, plain.join(':')].filter((text) => text !== ':' && text !== '');
  } catch {
    return [proxy];
  }
}
