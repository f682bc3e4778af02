const UNRELEASED = '## Unreleased';

/**
 * The changelog with what is unreleased under a version.
 * @param {string} text
 * @param {string} version
 * @param {string} day as 2026-11-29
 * @returns {{ text: string, problem?: string }}
 */
export function changelogOf(text, version, day) {
  const [before, after] = text.split(`${UNRELEASED}\n`);
  if (after === undefined) return { text, problem: `CHANGELOG.md has no "${UNRELEASED}".` };
  const [said] = `\n${after}`.split('\n## ');
  if (said.trim() === '') return { text, problem: `CHANGELOG.md says nothing under "${UNRELEASED}".` };
  return { text: `${before}${UNRELEASED}\n\n## ${version} (${day})\n${after}` };
}

/**
 * A package.json, or the lock file, with another version of the workspaces: their own, and where they depend on each other.
 * @param {string} text
 * @param {string} before
 * @param {string} version
 */
export function withVersion(text, before, version) {
  const quoted = before.replaceAll('.', '\\.');
  const own = new RegExp(`("name": "(?:signalbox|@signalbox/[\\w-]+)",\\s+"version": )"${quoted}"`, 'g');
  const needed = new RegExp(`("@signalbox/[\\w-]+": )"${quoted}"`, 'g');
  return text.replace(own, `$1"${version}"`).replace(needed, `$1"${version}"`);
}

/** A chart's Chart.yaml with another version, its own and that of what it installs. @param {string} text @param {string} version */
export const withChartVersion = (text, version) => text.replace(/^(version|appVersion): .*$/gm, `$1: ${version}`);
