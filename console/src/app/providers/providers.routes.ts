import type { Routes } from '@angular/router';
import { requires } from '../core/guards';

export const PROVIDER_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Providers',
    loadComponent: () => import('./providers.page').then((m) => m.ProvidersPage),
  },
  {
    path: 'new',
    title: 'New provider',
    canActivate: [requires('providers.write')],
    loadComponent: () => import('./new-provider.page').then((m) => m.NewProviderPage),
  },
  {
    path: ':id',
    title: 'Provider',
    loadComponent: () => import('./provider.page').then((m) => m.ProviderPage),
  },
];
