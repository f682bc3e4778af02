import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ErrorHandler, provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { authInterceptor } from './core/auth.interceptor';
import { provideIcons } from './core/icons';
import { PageTitle } from './core/page-title';
import { onNavigationError, Uncaught } from './core/releases';
import { linkInterceptor } from './core/server-link';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'top' }),
      withNavigationErrorHandler(onNavigationError),
      withRouterConfig({ resolveNavigationPromiseOnError: true }),
    ),
    provideHttpClient(withInterceptors([authInterceptor, linkInterceptor])),
    provideIcons(),
    { provide: ErrorHandler, useClass: Uncaught },
    { provide: TitleStrategy, useClass: PageTitle },
  ],
};
