import { brokerAddressesOf, EXPECTED_ADDRESSES } from '@signalbox/transport/broker-addresses';
import { z } from 'zod';

const limit = (max: number) => z.int().min(1).max(max).nullable().default(null);

/** A SIM card in a modem that listens at the broker. */
const MqttModemSim = z.strictObject({
  /** E.164: it names the topic that its modem listens on. */
  number: z.string().regex(/^\+\d{3,15}$/, 'expected a number like +254700000001'),
  rate_per_minute: limit(1_000_000),
  daily_cap: limit(100_000_000),
  /** Messages without a report at once. */
  window: z.int().min(1).max(10_000).default(100),
});
export type MqttModemSim = z.infer<typeof MqttModemSim>;

/** Modems that speak MQTT topics of their own, at a broker of their own. */
export const MqttModemSettings = z.strictObject({
  url: z.string().refine((list) => brokerAddressesOf(list) !== null, EXPECTED_ADDRESSES),
  username: z.string().min(1).max(254).optional(),
  password: z.string().max(500).optional(),
  sims: z
    .array(MqttModemSim)
    .min(1, 'expected at least one SIM card')
    .max(64, 'expected at most 64 SIM cards')
    .refine((sims) => new Set(sims.map(({ number }) => number)).size === sims.length, 'expected each number once'),
});
export type MqttModemSettings = z.infer<typeof MqttModemSettings>;
