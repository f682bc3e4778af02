import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Daraja } from '../daraja.js';
import { Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { eventually, press, startBrowser } from './browser.js';
import { Staff } from './staff.js';

const PASSWORD = 'a password for tests';
const PHONE = { width: 390, height: 844 };
/** Where M-Pesa is told to call; the double of it knows where that is. */
const PUBLIC_URL = 'http://127.0.0.1:9';

describeWith('chromium', 'the business in the console', () => {
  let product: Product;
  let browser: Browser;
  let admin: Staff;
  let daraja: Daraja;

  beforeAll(async () => {
    const started = [Product.start({ PUBLIC_URL }), startBrowser(), Daraja.start()] as const;
    [product, browser, daraja] = await Promise.all(started);
    daraja.reach = [PUBLIC_URL, product.url];
    admin = await Staff.signIn(product, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
    await daraja?.stop();
  });
  afterEach(() => admin.watched.expectNoProblems());

  const item = (name: string) => press(admin.page.getByRole('menuitem', { name, exact: true }));
  const shows = (text: string) => admin.page.getByText(text, { exact: true }).first().waitFor();

  it('bills a customer, takes the payment, and has the invoice paid when it is confirmed', async () => {
    // Nothing of it is used yet, so that the navigation has no place for it; what is found by name or address is there.
    expect(await admin.button('Business').count()).toBe(0);
    await admin.go('/customers', 'Customers');
    await admin.button('Business').waitFor();
    await press(admin.button('New customer').first());
    await admin.fill('Name', 'Mama Njeri’s Kitchen');
    await admin.fill('Phone', '0712 345 678');
    await admin.press('Create');
    await admin.heading('Mama Njeri’s Kitchen').waitFor();
    await shows('Owes nothing');
    await press(admin.button('Actions'));
    await item('New invoice');

    await admin.heading('New invoice').waitFor();
    await admin.page.getByText('CUST-001').waitFor();
    await admin.set('Description', 'Home fibre 20 Mbps');
    await admin.set('Quantity', '1.5');
    await admin.set('Unit price', '3.33');
    await admin.set('Tax in %', '16');
    // 1.5 × 3.33 is 5.00, and 16 % of that 0.80.
    await shows('KES 5.80');
    await press(admin.button('Issue'));
    await admin.heading(/^INV-\d{6}-0001$/).waitFor();
    await shows('Unpaid');

    await press(admin.button('Record a payment'));
    expect(await admin.dialog.getByLabel('Amount', { exact: true }).inputValue()).toBe('5.8');
    await admin.choose('Method', 'Cash');
    await admin.fill('Reference', 'TKQ7H2XY5Z');
    await admin.confirm('Record');
    await admin.visit('Payments');
    await admin.act('payment 1', 'Confirm');
    await admin.dialog.getByText('KES 5.80 of Mama Njeri’s Kitchen').waitFor();
    await admin.confirm('Confirm');
    await admin.row('Mama Njeri').getByText('Completed').waitFor();
    await admin.visit('Invoices');
    await admin.row('Mama Njeri').getByText('Paid', { exact: true }).waitFor();
  });

  it('wants a reason for what takes something back, and says what follows', async () => {
    const lines = [{ description: 'Fibre', unit_price: 1000 }];
    const { id } = (await admin.call('POST', '/invoices', { customer_id: 1, lines })) as { id: number };
    await admin.open(`/invoices/${id}`, /^INV-/);
    await press(admin.button('Actions'));
    await item('Credit');
    await admin.fill('Amount in KES', '1000.01');
    await admin.press('Credit');
    await admin.dialog.getByText('At most 1,000.00').waitFor();
    await admin.dialog.getByText('Say why').waitFor();
    await admin.fill('Amount in KES', '400');
    await admin.fill('Reason', 'Two days without service');
    await admin.confirm('Credit');
    await shows('KES 600.00');
    await press(admin.page.getByRole('link', { name: 'Payments and credit notes' }));
    await admin.row('Two days without service').waitFor();
  });

  it('asks a phone for a payment by M-Pesa, and shows that it is paid once M-Pesa says so', async () => {
    await admin.call('PUT', '/settings/mpesa', daraja.settings);
    const lines = [{ description: 'Fibre', unit_price: 1249.5 }];
    const { id } = (await admin.call('POST', '/invoices', { customer_id: 1, lines })) as { id: number };
    await admin.open(`/invoices/${id}`, /^INV-/);
    await press(admin.button('Actions'));
    await item('Ask for payment by M-Pesa');
    expect(await admin.dialog.getByLabel('Amount in KES', { exact: true }).inputValue()).toBe('1250');
    await admin.picture('push-light');
    await admin.page.emulateMedia({ colorScheme: 'dark' });
    await admin.picture('push-dark');
    await admin.page.emulateMedia({ colorScheme: 'light' });
    await admin.page.setViewportSize(PHONE);
    await admin.expectFits('mat-dialog-content');
    await admin.picture('push-phone');
    await admin.page.setViewportSize({ width: 1280, height: 800 });
    await admin.confirm('Ask');
    await eventually(async () => expect(daraja.pushed).toMatchObject([{ phone: '254712345678', amount: 1250 }]));

    const asked = admin.page.getByRole('region', { name: 'Asked for by M-Pesa' });
    await asked.getByText('+254712345678').waitFor();
    const { receipt, status } = await daraja.call(daraja.last);
    expect(status).toBe(200);
    await asked.getByText(receipt).waitFor();
    const paid = admin.page.getByRole('region', { name: 'Open', exact: true }).locator('sb-state-chip');
    await paid.filter({ hasText: /^\s*Paid\s*$/ }).waitFor();
    await admin.picture('push-paid');
  });

  it('keeps a note among staff apart from a reply, and resolves the ticket', async () => {
    const ticket = { customer_id: 1, subject: 'No internet', description: 'Since 7.\nPlease help.' };
    const { id } = (await admin.call('POST', '/tickets', ticket)) as { id: number };
    await admin.open(`/tickets/${id}`, 'No internet');
    await admin.set('Reply', 'The team is on its way.');
    await press(admin.button('Send the reply'));
    await shows('The team is on its way.');
    await press(admin.page.getByLabel('Among staff only'));
    await admin.set('Note among staff', 'Splice at pole 14.');
    await press(admin.button('Keep the note'));
    await admin.page.getByRole('listitem').filter({ hasText: 'Among staff' }).getByText('Splice at pole 14.').waitFor();
    const file = { name: 'pole 14.txt', mimeType: 'text/plain', buffer: Buffer.from('Two fibres are cut.') };
    await admin.page.locator('sb-ticket-files input[type=file]').setInputFiles(file);
    await admin.button('pole 14.txt').first().waitFor();
    await press(admin.button('Take it'));
    await press(admin.button('Resolve'));
    await admin.button('Reopen').waitFor();
  });

  it('moves a lead by its menu, and makes it a customer once', async () => {
    await admin.visit('Leads');
    await press(admin.button('New lead').first());
    await admin.fill('Name', 'Juma Were');
    await admin.press('Create');
    await admin.dialog.getByText('Enter a phone number, or an email address').waitFor();
    await admin.fill('Phone', '+254712000009');
    await admin.confirm('Create');
    const stage = (name: string) => admin.page.getByRole('region', { name, exact: true });
    await stage('New 1').getByText('Juma Were').waitFor();
    await press(admin.button('Actions for Juma Were'));
    await item('Move to');
    await item('Proposal');
    await stage('Proposal 1').getByText('Juma Were').waitFor();
    await press(admin.button('Actions for Juma Were'));
    await item('Make a customer');
    await admin.confirm('Make a customer');
    await press(stage('Won 1').getByRole('link', { name: 'The customer' }));
    await admin.heading('Juma Were').waitFor();
  });

  it('finds by the keyboard what a name begins', async () => {
    await admin.open('/dashboard', 'Dashboard');
    await admin.page.keyboard.press('Control+k');
    await admin.page.getByRole('combobox', { name: 'Find' }).fill('mama');
    await admin.page.getByRole('option').filter({ hasText: 'CUST-001' }).waitFor();
    await admin.page.keyboard.press('Enter');
    await admin.heading('Mama Njeri’s Kitchen').waitFor();
  });

  it('fits a phone', async () => {
    await admin.page.setViewportSize(PHONE);
    for (const [path, title] of [
      ['/invoices/new', 'New invoice'],
      ['/tickets/1', 'No internet'],
      ['/leads', 'Leads'],
      ['/revenue', 'Revenue'],
    ] as const) {
      await admin.open(path, title);
      await admin.expectFits('mat-sidenav-content');
    }
    await admin.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is there to read for a viewer, and not at all for who only sends', async () => {
    for (const role of ['viewer', 'user']) {
      await admin.call('POST', '/users', {
        username: `${role}1`,
        email: `${role}@example.org`,
        password: PASSWORD,
        role,
      });
    }
    const viewer = await Staff.signIn(product, browser, 'viewer1', PASSWORD);
    await viewer.visit('Customers');
    await viewer.row('Mama Njeri').waitFor();
    expect(await viewer.button('New customer').count()).toBe(0);
    viewer.watched.expectNoProblems();
    await viewer.watched.close();
    const user = await Staff.signIn(product, browser, 'user1', PASSWORD);
    await user.heading('Outbox').waitFor();
    expect(await user.button('Business').count()).toBe(0);
    expect(await user.button('Find').count()).toBe(0);
    user.watched.expectNoProblems();
    await user.watched.close();
  });
});
