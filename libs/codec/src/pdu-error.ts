/** What every decoder and encoder of this library throws for octets or values that TS 23.040 does not allow. */
export class PduError extends Error {
  override readonly name = 'PduError';
}
