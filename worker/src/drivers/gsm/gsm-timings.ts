/** How long the driver waits for what, in milliseconds. */
export interface GsmTimings {
  /** An answer to an ordinary command. */
  commandMs: number;
  /** `OK` to an `AT` that asks whether a modem is there. */
  probeMs: number;
  /** The prompt after AT+CMGS. */
  promptMs: number;
  /** The network's word on a message: makers name up to two minutes. */
  submitMs: number;
  /** A submission that takes so long sends what waits behind it elsewhere. */
  stallMs: number;
  /** A command that asks the network or the SIM card: operator, PIN, a long list. */
  slowMs: number;
  /** The network's answer to a USSD code; less than what a request may take. */
  ussdMs: number;
  /** How long an open USSD session waits for the next choice. */
  ussdSessionMs: number;
  /** Jobs of a channel that went offline wait so long for it, then go back. */
  graceMs: number;
  /** Jobs wait so long after a start for SIM cards that have not been seen yet. */
  awaitedMs: number;
  /** Between two looks at signal and registration. */
  healthMs: number;
  /** The same while the SIM card is not registered. */
  unregisteredMs: number;
  /** Between two looks into the storages, besides what the modem tells. */
  storageMs: number;
  /** A SIM card in trouble (PIN, none in the modem) is looked at again. */
  troubleMs: number;
  /** How long a modem may take for AT+CFUN=1,1. */
  resetMs: number;
  /** Before a port is opened again: doubled each time, up to `reopenMaxMs`. */
  reopenMs: number;
  reopenMaxMs: number;
  /** Between two looks for devices that appeared. */
  scanMs: number;
  /** An in-flight submission may end within this time when the worker stops. */
  stopMs: number;
}

export const GSM_TIMINGS: GsmTimings = {
  commandMs: 5_000,
  probeMs: 1_000,
  promptMs: 10_000,
  submitMs: 60_000,
  stallMs: 10_000,
  slowMs: 30_000,
  ussdMs: 25_000,
  ussdSessionMs: 45_000,
  graceMs: 10_000,
  awaitedMs: 60_000,
  healthMs: 15_000,
  unregisteredMs: 2_000,
  storageMs: 60_000,
  troubleMs: 15_000,
  resetMs: 40_000,
  reopenMs: 500,
  reopenMaxMs: 15_000,
  scanMs: 2_000,
  stopMs: 5_000,
};
