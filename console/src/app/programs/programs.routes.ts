import type { Routes } from '@angular/router';
import { requires } from '../core/guards';

export const PROGRAM_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Programs',
    loadComponent: () => import('./programs.page').then((m) => m.ProgramsPage),
  },
  {
    path: 'new',
    title: 'New program',
    canActivate: [requires('programs.write')],
    loadComponent: () => import('./program-form.page').then((m) => m.ProgramFormPage),
  },
  {
    path: ':id/edit',
    title: 'Edit program',
    canActivate: [requires('programs.write')],
    loadComponent: () => import('./program-form.page').then((m) => m.ProgramFormPage),
  },
  {
    path: ':id',
    title: 'Program',
    loadComponent: () => import('./program.page').then((m) => m.ProgramPage),
  },
];
