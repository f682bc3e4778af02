import { camel, Edits, pascal, requireName, spoken } from './edit.mjs';
import { spec, suite } from './feature-suites.mjs';
import * as texts from './feature-texts.mjs';

const STORAGE = 'server/src/storage';
const MIGRATIONS = `${STORAGE}/typeorm/migrations.ts`;

/**
 * A feature with a table and doors: a list that is paged, one that is added, one that is removed. Contract, permissions, the
 * feature's folder, migration, adapter, the modules that put it together, and its suites.
 * @param {{floor: string, feature: string, thing: string}} names
 * @param {import('./edit.mjs').Read} read
 * @returns {import('./edit.mjs').Files}
 */
export function featureFiles({ floor, feature, thing }, read) {
  requireName('The floor', floor, undefined, 'messaging');
  requireName('The feature', feature);
  requireName('The thing', thing, undefined, 'number-list');
  const edits = new Edits(read);
  const names = {
    floor,
    feature,
    thing,
    Feature: pascal(feature),
    Thing: pascal(thing),
    field: camel(thing),
    table: feature.replaceAll('-', '_'),
    ...nextMigration(edits, feature),
  };
  const { Feature, Thing, time, table } = names;
  if (edits.textOf('libs/contracts/src/permissions.ts').includes(`'${feature}.read'`)) {
    throw new Error(`There is a feature ${feature} already.`);
  }
  const folder = `server/src/${floor}/${feature}`;
  edits.make(`libs/contracts/src/${feature}.ts`, texts.contract(names));
  edits.make(`${folder}/${thing}.ts`, texts.type(names));
  edits.make(`${folder}/${thing}.repository.ts`, texts.port(names));
  edits.make(`${folder}/${feature}.service.ts`, texts.service(names));
  edits.make(`${folder}/${feature}.controller.ts`, texts.controller(names));
  edits.make(`${folder}/${feature}.module.ts`, texts.module(names));
  edits.make(`${STORAGE}/typeorm/migrations/${time}-${feature}.ts`, texts.migration(names));
  edits.make(`${STORAGE}/typeorm/repositories/${thing}.repository.ts`, texts.adapter(names));
  edits.make(`server/test/contracts/${thing}-repository.contract.ts`, suite(names));
  edits.make(`server/test/contracts/${thing}-repository.spec.ts`, spec(names));

  const permissions = [
    [`${feature}.read`, 'STAFF', 'admin, operator, viewer', `see ${spoken(feature)}`],
    [`${feature}.write`, 'OPERATORS', 'admin, operator', `change ${spoken(feature)}`],
  ];
  for (const [name, roles, who, what] of permissions) {
    edits.before('libs/contracts/src/permissions.ts', "'stats.read':", `  '${name}': to(${roles}, '${what}'),`);
    edits.before('docs/API.md', '| `stats.read` ', `| \`${name}\` | ${who} | ${what} |`);
  }
  edits.before(
    MIGRATIONS,
    '\n/** In the order',
    `import { ${Feature}${time} } from './migrations/${time}-${feature}.js';`,
  );
  edits.beforeIn(MIGRATIONS, 'export const migrations', '];', `  ${Feature}${time},`);
  const storage = `${STORAGE}/storage.module.ts`;
  edits.before(
    storage,
    'import { WorkerRepository }',
    `import { ${Thing}Repository } from '../${floor}/${feature}/${thing}.repository.js';`,
  );
  edits.before(
    storage,
    'import { SqlWorkerRepository }',
    `import { Sql${Thing}Repository } from './typeorm/repositories/${thing}.repository.js';`,
  );
  edits.before(
    storage,
    '  { provide: WorkerRepository,',
    `  { provide: ${Thing}Repository, useClass: Sql${Thing}Repository },`,
  );
  edits.before(
    'server/src/app.module.ts',
    'import { WorkersModule }',
    `import { ${Feature}Module } from './${floor}/${feature}/${feature}.module.js';`,
  );
  edits.before('server/src/app.module.ts', '        GatewayApiModule,', `        ${Feature}Module,`);
  const whoMay = 'server/test/who-may.ts';
  for (const door of [`POST /api/v1/${feature}`, `DELETE /api/v1/${feature}/:id`]) {
    edits.sorted(whoMay, "  'admin, operator': [", `    '${door}',`);
  }
  edits.sorted(whoMay, "  'admin, operator, viewer': [", `    'GET /api/v1/${feature}',`);
  edits.sorted('server/test/contracts/schema.contract.ts', 'const TABLES = [', `  '${table}',`);
  return edits.files;
}

/** Behind the last one. */
function nextMigration(edits, feature) {
  const times = [...edits.textOf(MIGRATIONS).matchAll(/migrations\/(\d+)-([a-z0-9-]+)\.js/g)];
  if (times.some(([, , name]) => name === feature)) throw new Error(`There is a migration ${feature} already.`);
  return { time: Math.max(...times.map(([, time]) => Number(time))) + 1000 };
}
