import type { Routes } from '@angular/router';

export const CUSTOMER_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Customers',
    loadComponent: () => import('./customers.page').then((m) => m.CustomersPage),
  },
  {
    path: ':id',
    title: 'Customer',
    loadComponent: () => import('./customer.page').then((m) => m.CustomerPage),
  },
];
