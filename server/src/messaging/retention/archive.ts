import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { makeFolder } from '@signalbox/files/make-folder';

const compressed = promisify(gzip);

/**
 * Messages in a file before they are removed: JSON, one a line, compressed; each part by itself, so that a file that was cut off
 * can be read up to there. A row whose removal was cut off stands in two files.
 */
export class Archive {
  private file: FileHandle | null = null;

  /** @param folder made when it is missing */
  constructor(
    private readonly folder: string,
    private readonly now = new Date(),
  ) {}

  /** On disk when it resolves. */
  async add(rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    this.file ??= await this.begin();
    await this.file.appendFile(await compressed(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = null;
  }

  private async begin(): Promise<FileHandle> {
    makeFolder(this.folder);
    const at = this.now.toISOString().replace(/[-:]|\.\d+/g, '');
    const file = await open(join(this.folder, `messages-${at}-${process.pid}.jsonl.gz`), 'a', 0o600);
    // Its name is to be there after a crash, too.
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    return file;
  }
}
