import type { Routes } from '@angular/router';
import { requires } from '../core/guards';

export const INVOICE_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Invoices',
    loadComponent: () => import('./invoices.page').then((m) => m.InvoicesPage),
  },
  {
    path: 'new',
    title: 'New invoice',
    canActivate: [requires('office.write')],
    loadComponent: () => import('./invoice-form.page').then((m) => m.InvoiceFormPage),
  },
  {
    path: ':id/edit',
    title: 'Edit a draft',
    canActivate: [requires('office.write')],
    loadComponent: () => import('./invoice-form.page').then((m) => m.InvoiceFormPage),
  },
  {
    path: ':id',
    title: 'Invoice',
    loadComponent: () => import('./invoice.page').then((m) => m.InvoicePage),
  },
];
