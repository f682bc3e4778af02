import { inject, provideAppInitializer, type EnvironmentProviders } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';

/** Our own line icons on a grid of 24: part of the bundle, so that nothing is fetched. */
const ICONS = {
  dashboard:
    '<rect x="3.5" y="3.5" width="7" height="9" rx="1.6"/><rect x="13.5" y="3.5" width="7" height="5" rx="1.6"/>' +
    '<rect x="13.5" y="11.5" width="7" height="9" rx="1.6"/><rect x="3.5" y="15.5" width="7" height="5" rx="1.6"/>',
  edit: '<path d="M4 20l1-4.3L15.7 5a2 2 0 0 1 2.8 0l.5.5a2 2 0 0 1 0 2.8L8.3 19zM13.6 7.1l3.3 3.3"/>',
  send: '<path d="M20.5 3.5L10 14M20.5 3.5L14 20.5 10 14 3.5 10z"/>',
  outbox: '<path d="M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4M12 15.5V4M7.5 8.5L12 4l4.5 4.5"/>',
  inbox: '<path d="M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4M12 4v11.5M7.5 11L12 15.5l4.5-4.5"/>',
  sim:
    '<path d="M7 3.5h7.2L19 8.3v10.2a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z"/>' +
    '<path d="M8.5 12.2a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v4.1a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1zM12 11.2v6.1M8.5 14.2h7"/>',
  worker:
    '<rect x="3.5" y="4" width="17" height="7" rx="1.8"/><rect x="3.5" y="13" width="17" height="7" rx="1.8"/>' +
    '<path d="M7 7.5h.01M7 16.5h.01M11.5 7.5H17M11.5 16.5H17"/>',
  provider:
    '<path d="M7 18.5a4.5 4.5 0 0 1-.6-9 6 6 0 0 1 11.5 1.3A3.9 3.9 0 0 1 17.3 18.5z"/><path d="M12 15.5v-4M10 13l2-2 2 2"/>',
  wallet:
    '<path d="M4 7.5A2.5 2.5 0 0 1 6.5 5H17v3M4 7.5V17a2.5 2.5 0 0 0 2.5 2.5H18a2 2 0 0 0 2-2V10a2 2 0 0 0-2-2H4.5"/>' +
    '<path d="M16 13.7h.01" stroke-width="2.6"/>',
  dial: '<path d="M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01" stroke-width="3"/>',
  phone: '<rect x="7" y="3" width="10" height="18" rx="2.2"/><path d="M11 17.5h2"/>',
  clip: '<path d="M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5L13 5a3 3 0 0 1 4.3 4.3l-7.6 7.5a1.5 1.5 0 0 1-2.1-2.1l6.9-6.9"/>',
  key: '<circle cx="8" cy="15.7" r="4.2"/><path d="M11 12.7L19.7 4M16.2 7.5l2.6 2.6M13.4 10.3l1.8 1.8"/>',
  sun:
    '<circle cx="12" cy="12" r="4"/><path d="M12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4' +
    'M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4"/>',
  moon: '<path d="M20 14.4A8.3 8.3 0 1 1 9.6 4a6.6 6.6 0 0 0 10.4 10.4z"/>',
  contrast: '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
  refresh: '<path d="M20 11.5A8 8 0 0 0 5.9 7L4 9M4 4.5V9h4.5M4 12.5A8 8 0 0 0 18.1 17l1.9-2M20 19.5V15h-4.5"/>',
  more: '<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>',
  check: '<path d="M4.5 12.8l4.8 4.7L19.5 7"/>',
  'arrow-left': '<path d="M20 12H4.5M10.5 6l-6 6 6 6"/>',
  'chevron-right': '<path d="M9 5.5l6.5 6.5L9 18.5"/>',
  copy:
    '<rect x="8.5" y="8.5" width="12" height="12" rx="2"/>' +
    '<path d="M15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  trash: '<path d="M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l.8 13.5h9.4l.8-13.5M10 10.5v5.5M14 10.5v5.5"/>',
  'sign-out': '<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15.5 16.5L20 12l-4.5-4.5M20 12H9.5"/>',
  alert: '<path d="M12 4L2.9 19.5h18.2zM12 10v4.5M12 17h.01"/>',
  bell: '<path d="M6 10.5a6 6 0 0 1 12 0c0 4.5 2 6 2 6H4s2-1.5 2-6M10 19.5a2.2 2.2 0 0 0 4 0"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.3v5M12 8h.01"/>',
  user: '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
  reply: '<path d="M9.5 6L4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6V19"/>',
  requeue: '<path d="M4 9.5h11a5 5 0 0 1 0 10H9M8.5 5L4 9.5 8.5 14"/>',
  cancel: '<circle cx="12" cy="12" r="8.5"/><path d="M6 6l12 12"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.2V12l3.3 2"/>',
  pulse: '<path d="M3 12.5h4l2.7-7.5 4.6 14 2.7-6.5h4"/>',
  pair:
    '<path d="M4 6.5h5.5a3 3 0 0 1 3 3v5a3 3 0 0 0 3 3H20M16.5 14l3.5 3.5-3.5 3.5"/>' +
    '<path d="M15 6.5h5M16.5 3l3.5 3.5-3.5 3.5"/>',
  list: '<path d="M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.01M4 12h.01M4 18h.01"/>',
  program:
    '<path d="M4 10v4a1.5 1.5 0 0 0 1.5 1.5H8l9 4.5V4L8 8.5H5.5A1.5 1.5 0 0 0 4 10zM8 8.5v7M20.5 10v4"/>' +
    '<path d="M8.5 15.8l1 4.2h2.6l-.8-2.9"/>',
  shield: '<path d="M12 3l7.5 2.8V11c0 4.6-3 8.3-7.5 10-4.5-1.7-7.5-5.4-7.5-10V5.8zM9 9l6 6M15 9l-6 6"/>',
  columns: '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="M9.2 4.5v15M14.8 4.5v15"/>',
  home: '<path d="M4 11l8-7 8 7v7.5a1.5 1.5 0 0 1-1.5 1.5H14v-5.5h-4V20H5.5A1.5 1.5 0 0 1 4 18.5z"/>',
  message: '<path d="M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-4.5 4v-4h-1a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z"/>',
  briefcase:
    '<rect x="3.5" y="7.5" width="17" height="12" rx="2"/><path d="M9 7.5V6a2 2 0 0 1 2-2h2a2 2 0 0 1 2 2v1.5M3.5 12.5h17M12 11.5v2"/>',
  people:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.4a3.5 3.5 0 0 1 0 6.2M18 14a6.5 6.5 0 0 1 3.5 5.5"/>',
  invoice: '<path d="M6 3.5h12v17l-3-1.8-3 1.8-3-1.8-3 1.8zM9.5 8h5M9.5 12h5"/>',
  ticket: '<path d="M4 6.5h16v3.6a2 2 0 0 0 0 3.8v3.6H4v-3.6a2 2 0 0 0 0-3.8zM13.5 6.5v2M13.5 11v2M13.5 15.5v2"/>',
  board:
    '<rect x="3.5" y="4" width="4.6" height="16" rx="1.2"/><rect x="9.7" y="4" width="4.6" height="10" rx="1.2"/><rect x="15.9" y="4" width="4.6" height="13" rx="1.2"/>',
  bars: '<path d="M4 20h16M7 20v-6M12 20V6M17 20v-9" stroke-width="2"/>',
  router:
    '<rect x="3.5" y="13" width="17" height="6.5" rx="1.8"/><path d="M7 16.3h.01M11 16.3h.01M16 13V9M12.6 7.2a4.8 4.8 0 0 1 6.8 0"/>',
  settings:
    '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9L18 18M18 6l-2.1 2.1M8.1 15.9L6 18"/>',
  upload: '<path d="M4 15.5V18a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2.5M12 15.5V4M7.5 8.5L12 4l4.5 4.5"/>',
  download: '<path d="M4 15.5V18a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2.5M12 4v11.5M7.5 11l4.5 4.5 4.5-4.5"/>',
  play: '<path d="M7 4.5v15l12-7.5z"/>',
  pause: '<path d="M8.5 5v14M15.5 5v14" stroke-width="2.6"/>',
  stop: '<rect x="6" y="6" width="12" height="12" rx="2"/>',
  restart: '<path d="M5 12a7.5 7.5 0 1 0 2.6-5.7L4.5 9M4.5 4.5V9H9"/>',
  file: '<path d="M13 3.5H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-9zM13 3.5v6h6"/>',
  eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
  'eye-off':
    '<path d="M9.7 5.8a9 9 0 0 1 2.3-.3c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.5M6.3 7.4A15.5 15.5 0 0 0 2.5 12' +
    'S6 18.5 12 18.5c1.8 0 3.4-.6 4.7-1.4M4 4l16 16"/>',
} as const;

export type IconName = keyof typeof ICONS;

const svgOf = (shape: string): string =>
  '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" ' +
  `stroke-linejoin="round">${shape}</svg>`;

/** Makes every icon known to `<mat-icon svgIcon="...">`. */
export const provideIcons = (): EnvironmentProviders =>
  provideAppInitializer(() => {
    const registry = inject(MatIconRegistry);
    const sanitizer = inject(DomSanitizer);
    // Safe to trust: the shapes are the constants above.
    for (const [name, shape] of Object.entries(ICONS)) {
      registry.addSvgIconLiteral(name, sanitizer.bypassSecurityTrustHtml(svgOf(shape)));
    }
  });
