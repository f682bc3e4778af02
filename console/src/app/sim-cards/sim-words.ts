import type { ChannelStatus } from '@signalbox/contracts/live';
import type { RemovedSimCard, SimCard } from '@signalbox/contracts/sim-cards';
import type { Fact } from '../ui/facts';
import { dbmOf } from './signal-bars';

const REGISTRATIONS: Record<NonNullable<SimCard['registration']>, string> = {
  home: 'Home network',
  roaming: 'Roaming',
  searching: 'Searching',
  denied: 'Registration denied',
  not_registered: 'Not registered',
};

/** How it stands with its network, in words; null when that is not known. */
export const registrationWords = ({ registration }: Pick<SimCard, 'registration'>): string | null =>
  registration === null ? null : REGISTRATIONS[registration];

/** What a SIM card and its modem are. */
export const factsOf = (sim: SimCard): Fact[] => [
  { name: 'Operator', value: sim.operator },
  { name: 'Registration', value: registrationWords(sim) },
  { name: 'Signal', value: sim.signal === null ? null : `${sim.signal} of 31, ${dbmOf(sim.signal)} dBm` },
  { name: 'Worker', value: sim.worker_id },
  { name: 'Driver', value: sim.driver },
  { name: 'Number', value: sim.number },
  { name: 'ICCID', value: sim.iccid, mono: true },
  { name: 'IMEI', value: sim.imei, mono: true },
  { name: 'IMSI', value: sim.imsi, mono: true },
];

/** What a removed one is called; its modem may know no number. */
export const removedName = ({ id, label, number, iccid }: RemovedSimCard): string =>
  label ?? number ?? (iccid === null ? `SIM ${id}` : `SIM ${id}, ${iccid}`);

/** The SIM cards with what the live socket told of one. */
export const withStatus = (sims: readonly SimCard[], status: ChannelStatus): readonly SimCard[] =>
  sims.map((sim) => {
    if (status.kind !== 'sim' || sim.id !== status.id) return sim;
    const { online, trouble, signal, registration, operator } = status;
    return { ...sim, online, trouble, signal, registration, operator };
  });
