import type { Routes } from '@angular/router';

export const ALERT_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Alerts',
    loadComponent: () => import('./alerts.page').then((m) => m.AlertsPage),
  },
  {
    path: ':id',
    title: 'Alert',
    loadComponent: () => import('./alert.page').then((m) => m.AlertPage),
  },
];
