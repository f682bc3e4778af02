import { channels } from './channels.ts';
import { ground } from './ground.ts';
import { http } from './http.ts';
import { leaving } from './leaving.ts';
import { node } from './node.ts';
import { office } from './office.ts';
import { overview } from './overview.ts';
import { type Page, dashboardOf } from './panels.ts';
import { programs } from './programs.ts';

const PAGES: readonly Page[] = [overview, channels, programs, http, leaving, office, node, ground];

/** Of each dashboard the file's name, and its text. */
export const files = (): Map<string, string> =>
  new Map(PAGES.map((page) => [`${page.name}.json`, `${JSON.stringify(dashboardOf(page), null, 2)}\n`]));

/** Every expression of every panel, with where it stands. */
export const expressions = (): { where: string; expr: string }[] =>
  PAGES.flatMap(({ name, panels }) =>
    panels.flatMap((panel) => {
      const exprs = 'lines' in panel ? panel.lines.map(({ expr }) => expr) : [panel.figure];
      return exprs.map((expr) => ({ where: `${name}: ${panel.title}`, expr }));
    }),
  );

/** As Prometheus takes it, without Grafana's own words. */
export const plain = (expr: string): string => expr.replaceAll('$__rate_interval', '5m');
