import type { Routes } from '@angular/router';

export const TICKET_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'Tickets',
    loadComponent: () => import('./tickets.page').then((m) => m.TicketsPage),
  },
  {
    path: 'ready-replies',
    title: 'Ready replies',
    loadComponent: () => import('./ready-replies.page').then((m) => m.ReadyRepliesPage),
  },
  {
    path: ':id',
    title: 'Ticket',
    loadComponent: () => import('./ticket.page').then((m) => m.TicketPage),
  },
];
