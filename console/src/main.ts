import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

// A strict content policy forbids the schema library to compile its checks, and it would try; this keeps it from trying.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
