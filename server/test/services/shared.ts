/** What the global setup leaves to the processes that run suites: where they ask. */
const SHARED_SERVICES = 'SIGNALBOX_SHARED_SERVICES';

/**
 * Where the server is that the suites of this run share, once it runs; undefined where jest was started without its
 * global setup.
 * @throws Error with the reason when it cannot be started
 */
export async function sharedUrl(service: 'mariadb' | 'mongodb'): Promise<string | undefined> {
  const place = process.env[SHARED_SERVICES];
  if (place === undefined) return undefined;
  const answer = await fetch(`${place}/${service}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
