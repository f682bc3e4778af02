import type { NetflowInterface } from '@signalbox/contracts/office/netflow-answers';
import type { RouterInterface } from '@signalbox/contracts/office/routers';

export const toInterface = ({ name, running, rx_bytes, tx_bytes }: RouterInterface): NetflowInterface => ({
  name,
  running,
  'rx-byte': rx_bytes,
  'tx-byte': tx_bytes,
});
