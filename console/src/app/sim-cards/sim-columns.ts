import type { SimCard } from '@signalbox/contracts/sim-cards';
import { channelTone, flightText, rateText } from '../ui/channel-state';
import type { Column } from '../ui/list/column';

export const SIM_COLUMNS: readonly Column<SimCard>[] = [
  { id: 'name', label: 'SIM card', text: ({ label, number }) => label ?? number, class: 'wide', fixed: true },
  { id: 'number', label: 'Number', text: ({ number }) => number, class: 'number', hidden: true },
  { id: 'state', label: 'State', text: (sim) => channelTone(sim).text },
  { id: 'network', label: 'Network', text: ({ operator }) => operator },
  { id: 'worker', label: 'Worker', text: ({ worker_id: worker }) => worker, class: 'muted' },
  { id: 'rate', label: 'Rate', text: rateText, class: 'end number' },
  { id: 'today', label: 'Sent today', count: ({ sent_today: sent }) => sent, class: 'start', width: '140px' },
  { id: 'flight', label: 'In flight', text: flightText, class: 'end number' },
];
