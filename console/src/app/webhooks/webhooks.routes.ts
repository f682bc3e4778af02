import type { Routes } from '@angular/router';

export const WEBHOOK_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Webhooks',
    loadComponent: () => import('./webhooks.page').then((m) => m.WebhooksPage),
  },
  {
    path: ':id',
    title: 'Webhook',
    loadComponent: () => import('./webhook.page').then((m) => m.WebhookPage),
  },
];
