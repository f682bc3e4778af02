import { statSync } from 'node:fs';

const LOOK_EVERY_MS = 2_000;

/**
 * Looks now and then whether files that this process has open are still the ones under their names. One that was removed
 * or replaced takes everything that is written to it with it, and says nothing of it.
 */
export class FileWatch {
  private readonly known = new Map<string, string>();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param paths files that are there, or come later
   * @param onGone called once, with the path of the first that is not there any more, or is another file
   */
  constructor(paths: readonly string[], onGone: (path: string) => void, everyMs = LOOK_EVERY_MS) {
    const look = () => {
      const gone = paths.find((path) => this.isGone(path));
      if (gone === undefined) return;
      this.close();
      onGone(gone);
    };
    this.timer = setInterval(look, everyMs).unref();
    look();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private isGone(path: string): boolean {
    const known = this.known.get(path);
    const id = idOf(path);
    if (known !== undefined) return id !== undefined && id !== known;
    if (id) this.known.set(path, id);
    return false;
  }
}

/** Null where there is no such file; undefined when it cannot be told just now. */
function idOf(path: string): string | null | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    return found === undefined ? null : `${found.dev}:${found.ino}`;
  } catch {
    return undefined;
  }
}
