import type { Provider } from '@signalbox/contracts/providers';
import { providerName } from '../core/provider-directory';
import { channelTone, flightText, rateText } from '../ui/channel-state';
import type { Column } from '../ui/list/column';
import { kindName } from './provider-kinds';
import { priceWords } from './provider-words';

export const PROVIDER_COLUMNS: readonly Column<Provider>[] = [
  { id: 'name', label: 'Provider', text: providerName, class: 'wide', fixed: true },
  { id: 'kind', label: 'Kind', text: kindName, hidden: true },
  { id: 'state', label: 'State', text: (provider) => channelTone(provider).text },
  { id: 'worker', label: 'Worker', text: ({ worker_id: worker }) => worker, class: 'muted' },
  { id: 'sender', label: 'Sender', text: ({ sender }) => sender },
  { id: 'price', label: 'Price', text: priceWords, class: 'end' },
  { id: 'rate', label: 'Rate', text: rateText, class: 'end number' },
  { id: 'today', label: 'Sent today', count: ({ sent_today: sent }) => sent, class: 'start' },
  { id: 'flight', label: 'In flight', text: flightText, class: 'end number' },
];
