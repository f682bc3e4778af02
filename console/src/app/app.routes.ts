import type { Routes } from '@angular/router';
import { requires, room, signedIn, signedOut, toHome } from './core/guards';

export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'Sign in',
    canActivate: [signedOut],
    loadComponent: () => import('./auth/sign-in.page').then((m) => m.SignInPage),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', canActivate: [toHome], children: [] },
      room('dashboard', { loadComponent: () => import('./dashboard/dashboard.page').then((m) => m.DashboardPage) }),
      room('alerts', { loadChildren: () => import('./alerts/alerts.routes').then((m) => m.ALERT_ROUTES) }),
      room('statistics', { loadComponent: () => import('./statistics/statistics.page').then((m) => m.StatisticsPage) }),
      room('outbox', { loadComponent: () => import('./sms/outbox.page').then((m) => m.OutboxPage) }),
      room('inbox', { loadComponent: () => import('./sms/inbox.page').then((m) => m.InboxPage) }),
      room('programs', { loadChildren: () => import('./programs/programs.routes').then((m) => m.PROGRAM_ROUTES) }),
      room('number-lists', {
        loadChildren: () => import('./number-lists/number-lists.routes').then((m) => m.NUMBER_LIST_ROUTES),
      }),
      room('suppressions', {
        loadComponent: () => import('./suppressions/suppressions.page').then((m) => m.SuppressionsPage),
      }),
      room('pairs', { loadChildren: () => import('./pairs/pairs.routes').then((m) => m.PAIR_ROUTES) }),
      room('sim-cards', { loadChildren: () => import('./sim-cards/sim-cards.routes').then((m) => m.SIM_CARD_ROUTES) }),
      room('providers', { loadChildren: () => import('./providers/providers.routes').then((m) => m.PROVIDER_ROUTES) }),
      room('workers', { loadComponent: () => import('./workers/workers.page').then((m) => m.WorkersPage) }),
      room('customers', { loadChildren: () => import('./customers/customers.routes').then((m) => m.CUSTOMER_ROUTES) }),
      room('invoices', { loadChildren: () => import('./invoices/invoices.routes').then((m) => m.INVOICE_ROUTES) }),
      room('payments', { loadChildren: () => import('./payments/payments.routes').then((m) => m.PAYMENT_ROUTES) }),
      room('tickets', { loadChildren: () => import('./tickets/tickets.routes').then((m) => m.TICKET_ROUTES) }),
      room('leads', { loadComponent: () => import('./leads/leads.page').then((m) => m.LeadsPage) }),
      room('revenue', { loadComponent: () => import('./revenue/revenue.page').then((m) => m.RevenuePage) }),
      room('general-settings', {
        loadComponent: () => import('./general-settings/general-settings.page').then((m) => m.GeneralSettingsPage),
      }),
      room('routers', { loadChildren: () => import('./routers/routers.routes').then((m) => m.ROUTER_ROUTES) }),
      room('office-settings', {
        loadComponent: () => import('./office-settings/office-settings.page').then((m) => m.OfficeSettingsPage),
      }),
      room('alert-rules', {
        loadComponent: () => import('./alert-rules/alert-rules.page').then((m) => m.AlertRulesPage),
      }),
      room('webhooks', { loadChildren: () => import('./webhooks/webhooks.routes').then((m) => m.WEBHOOK_ROUTES) }),
      room('api-keys', { loadComponent: () => import('./api-keys/api-keys.page').then((m) => m.ApiKeysPage) }),
      room('users', { loadComponent: () => import('./users/users.page').then((m) => m.UsersPage) }),
      room('logs', { loadComponent: () => import('./logs/logs.page').then((m) => m.LogsPage) }),
      {
        path: 'profile',
        title: 'Your profile',
        loadComponent: () => import('./profile/profile.page').then((m) => m.ProfilePage),
      },
      {
        path: 'compose',
        title: 'New message',
        canActivate: [requires('messages.send')],
        loadComponent: () => import('./sms/compose.page').then((m) => m.ComposePage),
      },
      {
        path: 'messages/:id',
        title: 'Message',
        loadComponent: () => import('./sms/message.page').then((m) => m.MessagePage),
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: () => import('./shell/not-found.page').then((m) => m.NotFoundPage),
      },
    ],
  },
];
