import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricNames } from '../../docker/grafana/src/metric-names.ts';

const DOCKER = join(import.meta.dirname, '..', '..', 'docker');

interface Dashboard {
  panels: { targets: { expr: string }[] }[];
}

/** Every expression of the dashboards and the alert rules, with the file that it stands in. */
export function askedOfPrometheus(): { file: string; expr: string }[] {
  const textsIn = (folder: string, ending: string) =>
    readdirSync(join(DOCKER, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => ({ file: name, text: readFileSync(join(DOCKER, folder, name), 'utf8') }));
  const panels = textsIn('grafana/dashboards', '.json').flatMap(({ file, text }) =>
    (JSON.parse(text) as Dashboard).panels.flatMap(({ targets }) => targets.map(({ expr }) => ({ file, expr }))),
  );
  const rules = textsIn('prometheus/rules', '.rules.yml').flatMap(({ file, text }) =>
    [...text.matchAll(/expr: >-\n((?: {10}\S.*\n)+)/g)].map(([, expr = '']) => ({ file, expr })),
  );
  return [...panels, ...rules];
}

/** Of each metric that is asked for, one of the files. */
export const namesAsked = (): Map<string, string> =>
  new Map(askedOfPrometheus().flatMap(({ file, expr }) => metricNames(expr).map((name) => [name, file] as const)));
