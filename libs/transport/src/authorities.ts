import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The certificates (PEM) of a file that MQTT_CA_FILE names.
 * @throws Error in one line when it cannot be read, or holds none: OpenSSL would take it, and trust nobody
 */
export function readAuthorities(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new Error(`MQTT_CA_FILE: cannot read ${file}: ${code}`, { cause: error });
  }
  try {
    new X509Certificate(text);
  } catch (error) {
    throw new Error(`MQTT_CA_FILE: expected a certificate (PEM) in ${file}`, { cause: error });
  }
  return text;
}
