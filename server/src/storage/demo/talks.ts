import type { LeadStatus } from '@signalbox/contracts/office/leads';
import type { TicketPriority, TicketStatus } from '@signalbox/contracts/office/tickets';

/** Who says it: the customer, staff to the customer, or staff among themselves. */
type Voice = 'customer' | 'staff' | 'inside';

export interface TalkPlan {
  subject: string;
  description: string;
  category: string;
  priority: TicketPriority;
  /** What is said, and hours after what was said before. */
  replies: readonly (readonly [Voice, string, number])[];
  /** What is set at the end; null leaves what came of the replies. */
  end: TicketStatus | null;
}

/** What customers of a provider want seen to. */
export const TALKS: readonly TalkPlan[] = [
  {
    subject: 'No internet since this morning',
    description: 'The red lamp of the router is on since 7. We restarted it twice.\nPlease help, the shop cannot sell.',
    category: 'outage',
    priority: 'urgent',
    replies: [
      ['staff', 'We see the fault on Station Lane: a cut cable. The team is on its way.', 0.4],
      ['inside', 'Splice at pole 14, Otieno has the reel. Credit two days afterwards.', 1],
      ['customer', 'Thank you. How long will it take?', 0.5],
      ['staff', 'It is repaired, your line is up again since 13:20.', 3],
      ['customer', 'It works. Asante sana!', 0.3],
    ],
    end: 'resolved',
  },
  {
    subject: 'Slow in the evening',
    description: 'From 8 to 10 in the evening videos stop all the time, in the day it is good.',
    category: 'speed',
    priority: 'medium',
    replies: [
      ['staff', 'We have measured: your line carries 8 of 10 Mbps then. Which device do you use, and over Wi-Fi?', 5],
      ['customer', 'A phone over Wi-Fi, two rooms away from the router.', 12],
    ],
    end: null,
  },
  {
    subject: 'I paid but it says overdue',
    description: 'I paid by M-Pesa on the 3rd. Why do you send me reminders?',
    category: 'billing',
    priority: 'high',
    replies: [
      ['inside', 'Nothing with that receipt. Perhaps under another account number: look at the unmatched ones.', 2],
      ['staff', 'Please send us the receipt, it begins with T and has ten signs.', 1],
    ],
    end: 'waiting',
  },
  {
    subject: 'Move to a new house',
    description: 'We move to Hill Drive on the 28th and want to keep the line.',
    category: 'installation',
    priority: 'low',
    replies: [['staff', 'Hill Drive has fibre. We come on the 28th between 9 and 12; moving it is free.', 20]],
    end: 'in_progress',
  },
  {
    subject: 'Faster line, what does it cost?',
    description: 'We would like 50 Mbps in place of 20.',
    category: 'sales',
    priority: 'low',
    replies: [
      ['staff', '50 Mbps are 6,500 a month without tax. Shall we change it from the first of the month?', 6],
      ['customer', 'Yes please.', 30],
      ['staff', 'Done, it is set from the first on.', 3],
    ],
    end: 'closed',
  },
  {
    subject: 'Router broken by lightning',
    description: 'After the storm the router does not start any more.',
    category: 'equipment',
    priority: 'high',
    replies: [],
    end: null,
  },
  {
    subject: 'الإنترنت لا يعمل',
    description: 'انقطع الإنترنت منذ الصباح، الرجاء المساعدة.',
    category: 'outage',
    priority: 'urgent',
    replies: [],
    end: null,
  },
  {
    subject: 'Wrong name on the invoice',
    description: 'Our accountant needs the name of the company on it.',
    category: 'billing',
    priority: 'medium',
    replies: [['staff', 'We have changed it; the next invoice has it.', 9]],
    end: 'resolved',
  },
];

export interface LeadPlan {
  status: LeadStatus;
  company: string | null;
  source: string;
  nextStep: string | null;
  /** Days from now. */
  nextStepIn: number | null;
  notes: string | null;
}

const lead = (
  status: LeadStatus,
  source: string,
  [company, nextStep, nextStepIn, notes]: [string?, string?, number?, string?] = [],
): LeadPlan => ({
  status,
  source,
  company: company ?? null,
  nextStep: nextStep ?? null,
  nextStepIn: nextStepIn ?? null,
  notes: notes ?? null,
});

/** Some in each stage. */
export const LEADS: readonly LeadPlan[] = [
  lead('won', 'referral'),
  lead('lost', 'walk-in', [undefined, undefined, undefined, 'Took the other provider: it was there a week sooner.']),
  lead('lost', 'website', ['Riverside Lodge']),
  lead('proposal', 'referral', ['Mlima Tea Factory', 'Call about the offer', 1, '100 Mbps and a second line.']),
  lead('proposal', 'website', ['County Library', 'Send the contract', -2]),
  lead('qualified', 'phone', ['Savanna Safaris', 'Site visit', 3]),
  lead('qualified', 'walk-in', [undefined, 'Measure the distance to pole 22', 0]),
  lead('contacted', 'website', ['Duka Moja', 'Ask again', 5]),
  lead('contacted', 'phone', [undefined, 'Send the price list', -1]),
  lead('contacted', 'referral'),
  lead('won', 'website', ['Tumaini School']),
  lead('new', 'website', [undefined, 'Call back', 0, 'Asked over the form: home fibre on Lake Road?']),
  lead('new', 'website', ['Blue Heron Café']),
  lead('new', 'phone'),
  lead('new', 'walk-in', ['Soko Butchery']),
];
