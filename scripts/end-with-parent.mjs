const PARENT_CHECK_MS = 500;

/**
 * Has a process that npm started end with it: a signal to npm may end only the shell between the two, and this process
 * must not stay behind as an orphan.
 */
export function endWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  watch.unref();
}
