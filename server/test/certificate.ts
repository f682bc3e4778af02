import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface TestCertificate {
  /** PEM. */
  cert: string;
  key: string;
}

const DAY = 86_400_000;

/** A self-signed certificate for 127.0.0.1 and localhost, valid for a day; a client that trusts it needs no other. */
export function selfSigned(name = 'signalbox-test'): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = sequence(set(sequence(oid(0x55, 0x04, 0x03), tag(0x0c, Buffer.from(name)))));
  const names = sequence(tag(0x82, Buffer.from('localhost')), tag(0x87, Buffer.from([127, 0, 0, 1])));
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ECDSA_SHA256,
    subject,
    sequence(time(Date.now() - DAY), time(Date.now() + DAY)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    // Subject alternative names, RFC 5280 4.2.1.6.
    tag(0xa3, sequence(sequence(oid(0x55, 0x1d, 0x11), tag(0x04, names)))),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_SHA256, tag(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

/** DER, X.690: a type, a length, a value. */
function tag(type: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([type, length]), value]);
  if (length < 0x100) return Buffer.concat([Buffer.from([type, 0x81, length]), value]);
  return Buffer.concat([Buffer.from([type, 0x82, length >> 8, length & 0xff]), value]);
}
const sequence = (...parts: Buffer[]): Buffer => tag(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]): Buffer => tag(0x31, Buffer.concat(parts));
const oid = (...bytes: number[]): Buffer => tag(0x06, Buffer.from(bytes));
const integer = (bytes: Buffer): Buffer => tag(0x02, bytes);
/** UTCTime: YYMMDDhhmmssZ. */
const time = (millis: number): Buffer =>
  tag(0x17, Buffer.from(`${new Date(millis).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** 1.2.840.10045.4.3.2 */
const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
