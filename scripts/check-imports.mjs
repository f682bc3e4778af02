import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { atLeast, forbidden, options, scanned } from '../.dependency-cruiser.mjs';
import { selfTest } from './check-imports.self-test.mjs';

/**
 * Reads every import below `root` and holds it against the rules. The libraries resolve to their sources, so
 * nothing has to be built.
 * @param {string} root an absolute path; the rules' paths begin there
 * @returns {Promise<{modules: number, dependencies: number, violations: {rule: string, from: string, to: string}[]}>}
 */
export async function checkImports(root) {
  const names = readdirSync(join(root, 'libs'));
  const libraries = names.map((name) => [`@signalbox/${name}`, join(root, 'libs', name, 'src')]);
  const { output } = await cruise(
    scanned,
    { ...options, baseDir: root, ruleSet: { forbidden }, validate: true },
    {
      alias: Object.fromEntries(libraries),
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  );
  const { violations, totalCruised, totalDependenciesCruised } = output.summary;
  return {
    modules: totalCruised,
    dependencies: totalDependenciesCruised,
    violations: violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map((step) => step.name).join(' -> ') : to,
    })),
  };
}

const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));

async function main() {
  const wrong = await selfTest(checkImports, forbidden);
  if (wrong.length > 0) {
    console.error(`The import rules do not find what they must:\n  ${wrong.join('\n  ')}`);
    return 1;
  }
  const { modules, dependencies, violations } = await checkImports(join(import.meta.dirname, '..'));
  if (modules < atLeast.modules || dependencies < atLeast.dependencies) {
    console.error(`Only ${modules} modules and ${dependencies} imports were scanned: the scan itself is broken.`);
    return 1;
  }
  for (const { rule, from, to } of violations) console.error(`${from}\n  -> ${to}\n  ${rule}: ${comments.get(rule)}`);
  console.log(`${modules} modules, ${dependencies} imports, ${violations.length} against the rules`);
  return violations.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main();
