import { afterAll, beforeAll, expect, it } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { until } from '../until.js';
import { press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const ALL = { rules: { region: { enabled: false } } };
/** All that other colours change. */
const CONTRAST = { runOnly: ['color-contrast'] };
/** All that another layout changes: the colours are those of the wide page. */
const LAYOUT = { rules: { ...ALL.rules, 'color-contrast': { enabled: false } } };
const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 800, rules: ALL },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 800, rules: CONTRAST },
  { name: 'phone', colorScheme: 'light', width: 360, height: 740, rules: LAYOUT },
] as const;
const DESK = LOOKS[0];
/** Whatever changes does so at once: colours that are inherited would wait for each other, generation by generation. */
const AT_ONCE = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
  document.adoptedStyleSheets.push(sheet);
})()`;
/** What a frame has started the next one shows. */
const SETTLED = `(async () => {
  for (let still = 0, frames = 0; still < 2 && frames < 600; frames++) {
    await new Promise((done) => requestAnimationFrame(done));
    still = document.getAnimations().length === 0 ? still + 1 : 0;
  }
})()`;
type Named =
  | ('message' | 'program' | 'list' | 'pair' | 'sim' | 'provider')
  | ('webhook' | 'alert' | 'customer' | 'invoice' | 'draft' | 'payment' | 'ticket' | 'router');
const SERIOUS = ['serious', 'critical'];

describeWith('chromium', 'for those who use it by keyboard, screen reader or with little sight', () => {
  let product: Product;
  let browser: Browser;
  let admin: Staff;
  let ids: Record<Named, string>;

  beforeAll(async () => {
    const settings = { SIMULATOR_ECHO: 'true', ROUTER_NETWORKS: '127.0.0.0/8' };
    [product, browser] = await Promise.all([Product.start(settings), startBrowser()]);
    admin = await Staff.signIn(product, browser);
    ids = await fill();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  /** Something in every room. */
  async function fill(): Promise<typeof ids> {
    await until(async () => {
      const { data } = (await admin.call('GET', '/sim-cards')) as { data: { online: boolean }[] };
      return data.length > 0 && data.every(({ online }) => online);
    });
    const { id: message } = (await admin.call('POST', '/messages', { to: '+254712345678', text: 'Hello' })) as {
      id: string;
    };
    const later = new Date(Date.now() + 86_400_000).toISOString();
    await admin.call('POST', '/messages', { to: '+254712345679', text: 'Tomorrow', send_at: later });
    const { id: pair } = (await admin.call('POST', '/pairs', {
      country: 'KE',
      operator: 'Safaricom',
      prefixes: ['25471'],
    })) as { id: string };
    await admin.call('POST', '/suppressions', { number: '+254712100009' });
    const hook = { url: 'https://hook.example/', events: ['message.delivered'] };
    const { id: webhook } = (await admin.call('POST', '/webhooks', hook)) as { id: number };
    await admin.call('POST', '/api-keys', { name: 'shop' });
    await admin.call('POST', '/workers', { id: 'rack-2', label: 'Second rack' });
    const { id: sim } = (await admin.call('POST', '/sim-cards', { number: '+254799000111', label: 'Shop' })) as {
      id: number;
    };
    const { id: provider } = (await admin.call('POST', '/providers', {
      label: 'Carrier',
      driver: 'smpp',
      sender: 'MYSHOP',
      settings: { host: '127.0.0.1', system_id: 'me' },
      price: '0.80',
    })) as { id: number };
    const form = new FormData();
    form.append('file', new Blob(['phone,name\n+254712100001,Amina\nrubbish,x\n']), 'customers.csv');
    const list = ((await admin.call('POST', '/number-lists', form)) as { id: string }).id;
    const settings = { name: 'Reminder', number_list_id: list, template: 'Dear {{name|you}}' };
    const program = ((await admin.call('POST', '/programs', settings)) as { id: string }).id;
    await until(
      async () => ((await admin.call('GET', `/number-lists/${list}`)) as { status: string }).status === 'ready',
    );
    await admin.call('POST', `/programs/${program}/start`, {});
    const numbered = { sim: `${sim}`, provider: `${provider}`, webhook: `${webhook}`, alert: `${await alert()}` };
    return { message, program, list, pair, ...numbered, ...(await fillBusiness()) };
  }

  /** Something that fires. */
  async function alert(): Promise<number | undefined> {
    const told = { status: 'firing', labels: { alertname: 'Heat' }, annotations: { summary: 'Rack two is hot' } };
    await admin.call('POST', '/alerts/alertmanager', { alerts: [told] });
    const { data } = (await admin.call('GET', '/alerts?source=alertmanager')) as { data: { id: number }[] };
    return data[0]?.id;
  }

  /** Something in every room of the business. */
  async function fillBusiness() {
    const made = async (path: string, body: object) => ((await admin.call('POST', path, body)) as { id: number }).id;
    const customer = await made('/customers', { name: 'Amina Were', phone: '+254712345678' });
    const lines = [{ description: 'Fibre', unit_price: 2500, tax_rate: 16 }];
    const invoice = await made('/invoices', { customer_id: customer, lines });
    const draft = await made('/invoices', { customer_id: customer, lines, draft: true });
    const payment = await made('/payments', { invoice_id: invoice, amount: 100, method: 'cash', reference: 'A-1' });
    await admin.call('POST', `/payments/${payment}/confirm`, {});
    await made('/payments', { customer_id: customer, amount: 50, method: 'cash' });
    // Somebody who owes nothing: it can be put to an invoice that is to come.
    const other = await made('/customers', { name: 'Juma Otieno', phone: '+254712345679' });
    const credit = await made('/payments', { customer_id: other, amount: 75, method: 'cash', reference: 'A-2' });
    await admin.call('POST', `/payments/${credit}/confirm`, {});
    const ticket = await made('/tickets', { customer_id: customer, subject: 'No internet', description: 'Since 7.' });
    await made(`/tickets/${ticket}/replies`, { message: 'Cut cable.', is_internal: true });
    await made('/leads', { name: 'Juma', phone: '+254712000001', next_step: 'Call', next_step_on: '2026-01-31' });
    const account = { username: 'signalbox', password: 'a password' };
    const router = await made('/routers', { name: 'Tower', address: '127.0.0.1', port: 9, tls: false, ...account });
    await made('/canned-replies', { name: 'Cable', text: 'We are on it.' });
    const all = { customer, invoice, draft, payment, ticket, router };
    return Object.fromEntries(Object.entries(all).map(([name, id]) => [name, `${id}`])) as Record<
      keyof typeof all,
      string
    >;
  }

  const look = async ({ colorScheme, width, height }: (typeof LOOKS)[number]) => {
    await admin.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await admin.page.setViewportSize({ width, height });
  };

  /** What axe finds in each look, in few words. */
  const troubles = async (name: string): Promise<string[]> => {
    const found: string[] = [];
    const { page } = admin;
    await page.waitForLoadState('networkidle');
    if (!(await page.evaluate("'axe' in window"))) await page.evaluate(`${AT_ONCE};${axe.source}`);
    for (const each of LOOKS) {
      await look(each);
      await page.evaluate(SETTLED);
      await admin.picture(`${name} ${each.name}`.replaceAll('/', '_'));
      // Nothing here that needs the style sheets' texts: no sound that begins by itself.
      const options = { resultTypes: ['violations'], preload: false, ...each.rules };
      const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
      for (const { id, impact, nodes } of violations) {
        if (!SERIOUS.includes(impact ?? '')) continue;
        for (const { html, any } of nodes) found.push(`${each.name}: ${id}: ${html} ${any[0]?.message ?? ''}`);
      }
    }
    await look(DESK);
    return found;
  };

  it.each([
    ['/dashboard', 'Dashboard'],
    ['/compose', 'New message'],
    ['/outbox', 'Outbox'],
    ['/inbox', 'Inbox'],
    ['/messages/MESSAGE', 'To +254712345678'],
    ['/programs', 'Programs'],
    ['/programs/new', 'New program'],
    ['/programs/PROGRAM', 'Reminder'],
    ['/programs/PROGRAM/edit', 'Edit program'],
    ['/number-lists', 'Number lists'],
    ['/number-lists/LIST', 'customers'],
    ['/suppressions', 'Suppressions'],
    ['/pairs', 'Pairs'],
    ['/pairs/PAIR', 'Kenya, Safaricom'],
    ['/pairs/PAIR?tab=settings', 'Kenya, Safaricom'],
    ['/sim-cards', 'SIM cards'],
    ['/sim-cards/SIM', 'Shop · +254799000111'],
    ['/sim-cards/SIM?tab=messages', 'Shop · +254799000111'],
    ['/sim-cards/SIM?tab=settings', 'Shop · +254799000111'],
    ['/providers', 'Providers'],
    ['/providers/new', 'New provider'],
    ['/providers/PROVIDER', 'Carrier'],
    ['/providers/PROVIDER?tab=settings', 'Carrier'],
    ['/workers', 'Workers'],
    ['/customers', 'Customers'],
    ['/customers/CUSTOMER', 'Amina Were'],
    ['/customers/CUSTOMER?tab=invoices', 'Amina Were'],
    ['/customers/CUSTOMER?tab=payments', 'Amina Were'],
    ['/customers/CUSTOMER?tab=statement', 'Amina Were'],
    ['/customers/CUSTOMER?tab=tickets', 'Amina Were'],
    ['/customers/CUSTOMER?tab=messages', 'Amina Were'],
    ['/invoices', 'Invoices'],
    ['/invoices/new', 'New invoice'],
    ['/invoices/INVOICE', /^INV-/],
    ['/invoices/INVOICE?tab=money', /^INV-/],
    ['/invoices/INVOICE?tab=pdf', /^INV-/],
    ['/invoices/DRAFT/edit', /^Edit draft/],
    ['/payments', 'Payments'],
    ['/payments?tab=unmatched', 'Payments'],
    ['/payments/PAYMENT', /^Payment \d+$/],
    ['/tickets', 'Tickets'],
    ['/tickets/TICKET', 'No internet'],
    ['/tickets/ready-replies', 'Ready replies'],
    ['/leads', 'Leads'],
    ['/revenue', 'Revenue'],
    ['/routers', 'Routers'],
    ['/routers/ROUTER', 'Tower'],
    ['/statistics', 'Statistics'],
    ['/alerts', 'Alerts'],
    ['/alerts?tab=history', 'Alerts'],
    ['/alerts?tab=silences', 'Alerts'],
    ['/alerts/ALERT', 'Rack two is hot'],
    ['/alert-rules', 'Alert rules'],
    ['/alert-rules?tab=channels', 'Alert rules'],
    ['/general-settings', 'General'],
    ['/office-settings', 'Business settings'],
    ['/office-settings?tab=mpesa', 'Business settings'],
    ['/office-settings?tab=receipts', 'Business settings'],
    ['/office-settings?tab=reminders', 'Business settings'],
    ['/office-settings?tab=tickets', 'Business settings'],
    ['/office-settings?tab=books', 'Business settings'],
    ['/webhooks', 'Webhooks'],
    ['/webhooks/WEBHOOK', 'https://hook.example/'],
    ['/webhooks/WEBHOOK?tab=deliveries', 'https://hook.example/'],
    ['/api-keys', 'API keys'],
    ['/users', 'Users and roles'],
    ['/logs', 'Logs'],
    ['/logs?tab=log', 'Logs'],
    ['/logs?tab=deliveries', 'Logs'],
    ['/profile', 'Your profile'],
  ])('has nothing serious in the room %s', async (path, title) => {
    const address = Object.entries(ids).reduce((all, [name, id]) => all.replace(name.toUpperCase(), id), path);
    await admin.go(address, title);
    expect(await troubles(path.slice(1))).toEqual([]);
  });

  it.each([
    ['/sim-cards', 'SIM cards', ['Add SIM card']],
    ['/sim-cards', 'SIM cards', [/^Actions for/, 'Send a test']],
    ['/sim-cards', 'SIM cards', [/^Actions for/, 'USSD']],
    ['/sim-cards', 'SIM cards', [/^Actions for/, 'Remove']],
    ['/pairs', 'Pairs', ['Add pair']],
    ['/pairs', 'Pairs', ['Import']],
    ['/suppressions', 'Suppressions', ['Add number']],
    ['/suppressions', 'Suppressions', ['Import']],
    ['/programs/new', 'New program', ['Upload']],
    ['/providers', 'Providers', ['Actions for Carrier', 'Delete']],
    ['/workers', 'Workers', ['Enrol a worker']],
    ['/workers', 'Workers', ['Actions for rack-2', 'New password']],
    ['/api-keys', 'API keys', ['New key']],
    ['/customers', 'Customers', ['New customer']],
    ['/customers', 'Customers', ['Import']],
    ['/customers', 'Customers', ['Actions for Amina Were', 'Ask for payment by M-Pesa']],
    ['/invoices', 'Invoices', [/^Actions for INV/, 'Record a payment']],
    ['/invoices', 'Invoices', [/^Actions for INV/, 'Credit']],
    ['/payments', 'Payments', [/^Actions for payment 2$/, 'Confirm']],
    ['/payments', 'Payments', [/^Actions for payment/, 'Put to an invoice']],
    ['/tickets', 'Tickets', ['New ticket']],
    ['/tickets/ready-replies', 'Ready replies', ['New reply']],
    ['/tickets/ready-replies', 'Ready replies', ['Actions for Cable', 'Remove']],
    ['/leads', 'Leads', ['New lead']],
    ['/routers', 'Routers', ['Add router']],
    ['/alert-rules', 'Alert rules', ['Add rule']],
    ['/alert-rules?tab=channels', 'Alert rules', ['Add channel']],
    ['/alerts?tab=silences', 'Alerts', ['New silence']],
    ['/webhooks', 'Webhooks', ['New webhook']],
    ['/webhooks', 'Webhooks', [/^Actions for https/, 'New secret']],
    ['/users', 'Users and roles', ['New account']],
    ['/profile', 'Your profile', ['Set it up']],
    ['/dashboard', 'Dashboard', ['Find']],
    ['/dashboard', 'Dashboard', ['Account', 'Change password']],
    ['/dashboard', 'Dashboard', ['Account', 'Sign out everywhere']],
  ])('has nothing serious in the dialog of %s behind %s %j', async (path, title, buttons) => {
    await admin.go(path, title);
    const [first, ...items] = buttons;
    await press(admin.page.getByRole('button', { name: first, exact: true }).first());
    for (const name of items) await press(admin.page.getByRole('menuitem', { name, exact: true }));
    await admin.dialog.waitFor();
    expect(await troubles(`${title} ${buttons.at(-1)}`)).toEqual([]);
  });

  it('has nothing serious where one signs in', async () => {
    const other = await Staff.visitor(product, browser);
    const before = admin;
    admin = other;
    try {
      await admin.page.goto(`${product.url}/console/sign-in`);
      await admin.heading('Sign in').waitFor();
      expect(await troubles('Sign in')).toEqual([]);
    } finally {
      admin = before;
      await other.watched.close();
    }
  });

  it('goes to the heading of a room that is entered, and says its name', async () => {
    await admin.open('/outbox', 'Outbox');
    await admin.page.getByRole('navigation').getByRole('link', { name: 'Inbox', exact: true }).focus();
    await admin.page.keyboard.press('Enter');
    await admin.heading('Inbox').waitFor();
    await until(async () => (await admin.page.evaluate('document.activeElement.textContent')) === 'Inbox');
    await admin.page
      .getByRole('status')
      .filter({ hasText: /^Inbox$/ })
      .waitFor({ state: 'attached' });
    expect(await admin.page.title()).toBe('Inbox · Signalbox');
    // The heading of a message comes with the message.
    await admin.open('/outbox', 'Outbox');
    await press(admin.page.getByRole('link', { name: '+254712345678' }).first());
    await until(async () => (await admin.page.evaluate('document.activeElement.localName')) === 'h1');
  });

  it('leaves the focus in a list whose filter changes', async () => {
    await admin.open('/outbox', 'Outbox');
    const number = admin.page.getByRole('searchbox', { name: 'Number' });
    await number.fill('+254712345678');
    await admin.page.keyboard.press('Enter');
    await admin.page.waitForURL(/number=/);
    expect(await admin.page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Number');
  });
});
