/** A SIM card that cannot be used as it is; its modem is looked at again later. */
export class SimTrouble extends Error {
  /** @param iccid null when it cannot be read, so that there is no channel to show it at. */
  constructor(
    reason: string,
    readonly iccid: string | null,
    readonly imei: string | null = null,
  ) {
    super(reason);
  }
}
