/** The oldest Node that Nest 12, Angular 22 and the SQLite driver agree on. */
export const MINIMUM_NODE = '24.15.0';

/**
 * Compares dotted versions, each part as a number.
 * @param {string} version as in `process.versions.node`
 * @param {string} [minimum]
 * @returns {boolean} whether `version` is `minimum` or newer
 */
export function isEnough(version, minimum = MINIMUM_NODE) {
  const given = version.split('.').map(Number);
  const needed = minimum.split('.').map(Number);
  for (let i = 0; i < needed.length; i++) {
    if (given[i] !== needed[i]) return given[i] > needed[i];
  }
  return true;
}

/** Ends the process with one clear line when this Node is too old. */
export function requireNode() {
  if (isEnough(process.versions.node)) return;
  console.error(
    `Signalbox needs Node ${MINIMUM_NODE} or newer and this is ${process.versions.node}: run it by npm after "npm ci", ` +
      'which brings Node 24 for Linux and Windows, or install it from https://nodejs.org/ (Node 24 LTS).',
  );
  process.exit(1);
}
