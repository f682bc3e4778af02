/** The filter a subscription matches topics with: without the `$share/<group>/` of a shared subscription. */
export const withoutShare = (filter: string): string =>
  filter.startsWith('$share/') ? filter.split('/').slice(2).join('/') : filter;

/**
 * Whether a topic name matches a topic filter, by MQTT 3.1.1 section 4.7: `+` stands for exactly one level,
 * a last `#` for its parent and everything below, and neither for a first level that begins with `$`.
 */
export function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && (wanted[0] === '+' || wanted[0] === '#')) return false;
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return i === wanted.length - 1 && levels.length >= i;
    if (i >= levels.length) return false;
    if (level !== '+' && level !== levels[i]) return false;
  }
  return wanted.length === levels.length;
}
