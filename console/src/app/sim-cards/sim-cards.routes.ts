import type { Routes } from '@angular/router';

export const SIM_CARD_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'SIM cards',
    loadComponent: () => import('./sim-cards.page').then((m) => m.SimCardsPage),
  },
  {
    path: ':id',
    title: 'SIM card',
    loadComponent: () => import('./sim-card.page').then((m) => m.SimCardPage),
  },
];
