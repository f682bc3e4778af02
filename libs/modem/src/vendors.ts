import { type Answer, cms, CMS, ok } from './answer.js';
import type { VendorName } from './modem-options.js';
import type { SimState } from './sim.js';

/** What differs from maker to maker. Facts are of their public AT manuals; the texts of AT are theirs, not ours. */
export interface Vendor {
  manufacturer: string;
  model: string;
  revision: string;
  /** The lines of ATI. */
  identity(imei: string): string[];
  /** The line that answers an unknown command; null leaves it to AT+CMEE. */
  unknown: string | null;
  /** AT+CMGR of an empty place. */
  emptyPlace: Answer;
  /** Unsolicited after a restart. */
  afterRestart(sim: SimState): string[];
  signalChanged(rssi: number): string;
  memoryFull(memory: string): string;
  /** Unsolicited lines that come at any time. */
  chatter: readonly string[];
}

const QUECTEL: Vendor = {
  manufacturer: 'Quectel',
  model: 'EC25',
  revision: 'EC25EFAR06A06M4G',
  identity: () => ['Quectel', 'EC25', 'Revision: EC25EFAR06A06M4G'],
  unknown: null,
  emptyPlace: ok(),
  afterRestart: (sim) => ['RDY', '+CFUN: 1', `+CPIN: ${sim}`, ...(sim === 'READY' ? ['+QUSIM: 1', 'SMS DONE'] : [])],
  signalChanged: (rssi) => `+QIND: "csq",${rssi},99`,
  memoryFull: (memory) => `+QIND: "smsfull","${memory}"`,
  chatter: ['+QIND: "csq",20,99', '+QIND: "act","LTE"', '+CGEV: NW MODIFY 1, 5, 0'],
};

const HUAWEI: Vendor = {
  manufacturer: 'huawei',
  model: 'E3372',
  revision: '22.200.15.00.00',
  identity: (imei) => [
    'Manufacturer: huawei',
    'Model: E3372',
    'Revision: 22.200.15.00.00',
    `IMEI: ${imei}`,
    '+GCAP: +CGSM,+DS,+ES',
  ],
  unknown: 'COMMAND NOT SUPPORT',
  emptyPlace: cms(CMS.invalidIndex),
  afterRestart: (sim) => ['^SYSSTART', `^SIMST: ${sim === 'READY' ? 1 : 255}`],
  signalChanged: (rssi) => `^RSSI: ${rssi}`,
  memoryFull: (memory) => `^SMMEMFULL: "${memory}"`,
  chatter: ['^RSSI: 20', '^HCSQ: "LTE",44,40,106,26', '^MODE: 17,16', '^BOOT:20381949,0,0,0,75'],
};

export const VENDORS: Readonly<Record<VendorName, Vendor>> = { quectel: QUECTEL, huawei: HUAWEI };
