import type { VendorName } from './modem-options.js';

/** AT+CNMI, TS 27.005 3.4.1. */
export interface Indications {
  /** 0: indications are kept until another mode is set; 1 to 3: they go out. */
  mode: number;
  /** Messages: 0 stored, 1 stored and +CMTI, 2 +CMT (class 2: +CMTI), 3 class 3 +CMT, others +CMTI. */
  mt: number;
  /** Cell broadcasts, which never come. */
  bm: number;
  /** Status reports: 0 dropped, 1 +CDS, 2 stored and +CDSI. */
  ds: number;
  /** What was kept in mode 0 is told (0) or dropped (1) when the mode changes. */
  bfr: number;
}

export type CharacterSet = 'GSM' | 'IRA' | 'UCS2';

/** What AT commands set; a reset forgets it. */
export interface Settings {
  echo: boolean;
  /** AT+CMEE: 0 ERROR, 1 codes, 2 words. */
  cmee: number;
  /** AT+CMGF: 0 PDU mode, 1 text mode. */
  textMode: boolean;
  /** AT+CSMS: with 1 what comes by +CMT and +CDS must be acknowledged by AT+CNMA. */
  service: 0 | 1;
  cnmi: Indications;
  characterSet: CharacterSet;
  /** AT+CSMP: first octet, TP-VP, TP-PID, TP-DCS of text mode. */
  csmp: { fo: number; vp: number; pid: number; dcs: number };
  /** AT+CSDH: text mode shows all headers. */
  showHeaders: boolean;
  /** AT+CREG, AT+CGREG, AT+CEREG: 0 quiet, 1 changes, 2 changes with the cell. */
  registrationUrc: Record<'+CREG' | '+CGREG' | '+CEREG', number>;
  /** AT+COPS=3: 0 long, 1 short, 2 numeric. */
  operatorFormat: number;
  /** AT+CUSD: answers are shown. */
  ussdShown: boolean;
  /** AT+CPMS: read and delete, write and send, receive. */
  memories: [string, string, string];
  /** AT^CURC: Huawei's own unsolicited lines. */
  ownUrcs: boolean;
  /** AT^PORTSEL: what comes in is told at this port; a Huawei tells it at another one until then. */
  isToldHere: boolean;
}

export const freshSettings = (vendor: VendorName = 'quectel'): Settings => ({
  echo: true,
  cmee: 0,
  textMode: false,
  service: 0,
  cnmi: { mode: 0, mt: 0, bm: 0, ds: 0, bfr: 0 },
  characterSet: 'GSM',
  csmp: { fo: 17, vp: 167, pid: 0, dcs: 0 },
  showHeaders: false,
  registrationUrc: { '+CREG': 0, '+CGREG': 0, '+CEREG': 0 },
  operatorFormat: 0,
  ussdShown: false,
  memories: ['ME', 'ME', 'ME'],
  ownUrcs: true,
  isToldHere: vendor !== 'huawei',
});
