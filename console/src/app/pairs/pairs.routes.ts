import type { Routes } from '@angular/router';

export const PAIR_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Pairs',
    loadComponent: () => import('./pairs.page').then((m) => m.PairsPage),
  },
  {
    path: ':id',
    title: 'Pair',
    loadComponent: () => import('./pair.page').then((m) => m.PairPage),
  },
];
