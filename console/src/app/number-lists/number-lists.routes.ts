import type { Routes } from '@angular/router';

export const NUMBER_LIST_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Number lists',
    loadComponent: () => import('./number-lists.page').then((m) => m.NumberListsPage),
  },
  {
    path: ':id',
    title: 'Number list',
    loadComponent: () => import('./number-list.page').then((m) => m.NumberListPage),
  },
];
