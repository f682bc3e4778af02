import { describe, it } from '@jest/globals';
import { isAvailable, missing, type Service, servicesAreRequired } from './available.js';

/**
 * A `describe` for a suite that needs a service. Where that is missing the suite's tests are counted as skipped,
 * and with `REQUIRE_SERVICES=1` the suite is one failed test that says how to install it.
 *
 * `suite` must touch the service in `beforeAll` and later only: it is read, not run, when the suite is skipped.
 */
export function describeWith(service: Service, name: string, suite: () => void): void {
  if (isAvailable(service)) return describe(name, suite);
  if (!servicesAreRequired()) return describe.skip(`${name} (${missing(service)})`, suite);
  describe(name, () => {
    it('has the service it needs', () => {
      throw new Error(missing(service));
    });
  });
}
