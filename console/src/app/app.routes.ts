import type { Routes } from '@angular/router';
import { requires, signedIn, signedOut, toHome } from './core/guards';

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
      {
        path: 'dashboard',
        title: 'Dashboard',
        canActivate: [requires('stats.read')],
        loadComponent: () => import('./dashboard/dashboard.page').then((m) => m.DashboardPage),
      },
      {
        path: 'compose',
        title: 'New message',
        canActivate: [requires('messages.send')],
        loadComponent: () => import('./sms/compose.page').then((m) => m.ComposePage),
      },
      {
        path: 'outbox',
        title: 'Outbox',
        loadComponent: () => import('./sms/outbox.page').then((m) => m.OutboxPage),
      },
      {
        path: 'inbox',
        title: 'Inbox',
        loadComponent: () => import('./sms/inbox.page').then((m) => m.InboxPage),
      },
      {
        path: 'messages/:id',
        title: 'Message',
        loadComponent: () => import('./sms/message.page').then((m) => m.MessagePage),
      },
      {
        path: 'programs',
        canActivate: [requires('programs.read')],
        loadChildren: () => import('./programs/programs.routes').then((m) => m.PROGRAM_ROUTES),
      },
      {
        path: 'number-lists',
        canActivate: [requires('number-lists.read')],
        loadChildren: () => import('./number-lists/number-lists.routes').then((m) => m.NUMBER_LIST_ROUTES),
      },
      {
        path: 'suppressions',
        title: 'Suppressions',
        canActivate: [requires('suppressions.read')],
        loadComponent: () => import('./suppressions/suppressions.page').then((m) => m.SuppressionsPage),
      },
      {
        path: 'pairs',
        title: 'Pairs',
        canActivate: [requires('pairs.read')],
        loadComponent: () => import('./pairs/pairs.page').then((m) => m.PairsPage),
      },
      {
        path: 'sim-cards',
        title: 'SIM cards',
        canActivate: [requires('sim-cards.read')],
        loadComponent: () => import('./sim-cards/sim-cards.page').then((m) => m.SimCardsPage),
      },
      {
        path: 'providers',
        title: 'Providers',
        canActivate: [requires('providers.read')],
        loadComponent: () => import('./providers/providers.page').then((m) => m.ProvidersPage),
      },
      {
        path: 'workers',
        title: 'Workers',
        canActivate: [requires('workers.read')],
        loadComponent: () => import('./workers/workers.page').then((m) => m.WorkersPage),
      },
      {
        path: 'api-keys',
        title: 'API keys',
        canActivate: [requires('account.own')],
        loadComponent: () => import('./api-keys/api-keys.page').then((m) => m.ApiKeysPage),
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: () => import('./shell/not-found.page').then((m) => m.NotFoundPage),
      },
    ],
  },
];
