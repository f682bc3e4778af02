import type { Routes } from '@angular/router';

export const ROUTER_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Routers',
    loadComponent: () => import('./routers.page').then((m) => m.RoutersPage),
  },
  {
    path: ':id',
    title: 'Router',
    loadComponent: () => import('./router.page').then((m) => m.RouterPage),
  },
];
