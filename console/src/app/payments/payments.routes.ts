import type { Routes } from '@angular/router';

export const PAYMENT_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Payments',
    loadComponent: () => import('./payments.page').then((m) => m.PaymentsPage),
  },
  {
    path: ':id',
    title: 'Payment',
    loadComponent: () => import('./payment.page').then((m) => m.PaymentPage),
  },
];
