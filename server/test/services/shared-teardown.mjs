import { endShared } from './shared-setup.mjs';

/** Ends what the suites shared. Where this is not reached, each server's guard ends it. */
export default () => endShared();
