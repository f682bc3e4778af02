import { type FileHandle, access, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { diskTrouble } from '@signalbox/files/disk-trouble';
import { makeFolder } from '@signalbox/files/make-folder';
import { documentId } from '../common/document-id.js';
import { DomainError, Unavailable } from '../common/errors.js';
import { Config } from '../config/config.js';

const MEGABYTE = 1024 * 1024;
const NAME = /^([0-9a-f]{24})\.(?:part|upload)$/;

/** A file that came in whole and is on disk, but belongs to no list yet. */
export interface ReceivedFile {
  /** To be the list's. */
  id: string;
  size: number;
  /** SHA-256, base64url. */
  digest: string;
}

/** 413: the file is larger than this installation takes. */
export class UploadTooLarge extends DomainError {
  constructor(megabytes: number) {
    super(413, 'Content Too Large', `The file is larger than ${megabytes} MB.`, [
      { field: 'file', message: `expected at most ${megabytes} MB; gzip it, or split it` },
    ]);
  }
}

/** Uploaded files on disk, until they are imported: `<list id>.part` while one comes in, then `<list id>.upload`. */
@Injectable()
export class UploadStoreService {
  private readonly folder: string;
  private readonly limitMb: number;

  constructor({ env }: Config) {
    this.folder = join(env.DATA_DIR, 'uploads');
    this.limitMb = env.MAX_UPLOAD_MB;
  }

  /** @param announced Content-Length, where there is one. @throws UploadTooLarge before anything is read */
  checkLength(announced: string | undefined): void {
    // The form around the file takes some kilobytes more.
    if (Number(announced ?? 0) > (this.limitMb + 1) * MEGABYTE) throw new UploadTooLarge(this.limitMb);
  }

  /**
   * Writes a stream to disk. Nothing is left behind when it fails.
   * @param isRequest whether its pieces come from a request, and nobody else has them
   * @throws UploadTooLarge; Unavailable when the disk takes nothing; what the stream fails with
   */
  async receive(stream: Readable, isRequest = false): Promise<ReceivedFile> {
    const id = documentId();
    const file = await this.begin(id);
    try {
      const received = await this.write(stream, file, isRequest);
      await file.sync();
      await file.close();
      return { id, ...received };
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.discard(id);
      throw refusal(error);
    }
  }

  private async begin(id: string): Promise<FileHandle> {
    try {
      makeFolder(this.folder);
      return await open(this.partOf(id), 'wx');
    } catch (error) {
      throw refusal(error);
    }
  }

  private async write(stream: Readable, file: FileHandle, isRequest: boolean): Promise<Omit<ReceivedFile, 'id'>> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > this.limitMb * MEGABYTE) throw new UploadTooLarge(this.limitMb);
      hash.update(piece);
      await file.appendFile(piece);
      if (isRequest) release(piece);
    }
    return { size, digest: hash.digest('base64url') };
  }

  /** From now on a server that starts anew finds it. */
  async keep({ id }: ReceivedFile): Promise<void> {
    await rename(this.partOf(id), this.pathOf(id));
    const folder = await open(this.folder);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** Where a file is that was received and not kept yet. */
  partOf(id: string): string {
    return join(this.folder, `${id}.part`);
  }

  pathOf(id: string): string {
    return join(this.folder, `${id}.upload`);
  }

  has(id: string): Promise<boolean> {
    return access(this.pathOf(id)).then(
      () => true,
      () => false,
    );
  }

  async discard(id: string): Promise<void> {
    await rm(this.partOf(id), { force: true });
    await rm(this.pathOf(id), { force: true });
  }

  /** The names of all files that are there. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => NAME.test(name));
  }

  /** Removes those of the named files that no list waits for. */
  async sweep(names: readonly string[], waiting: ReadonlySet<string>): Promise<void> {
    for (const name of names) {
      const id = NAME.exec(name)?.[1] ?? '';
      if (!waiting.has(id) || name.endsWith('.part')) await rm(join(this.folder, name), { force: true });
    }
  }
}

/** What a disk that takes nothing is to whoever asked. */
function refusal(error: unknown): unknown {
  const reason = diskTrouble(error);
  return reason === null ? error : new Unavailable(`The file cannot be kept at the server: ${reason}.`);
}

/**
 * Gives memory back at once. What comes in from a socket is outside of the heap: the collector sees no reason to run, and
 * tens of megabytes of it would stand around, on the thread that must not wait for it either.
 */
function release({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && !buffer.detached) buffer.transfer(0);
}
