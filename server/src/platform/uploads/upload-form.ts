import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FieldError } from '@signalbox/contracts/messages';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { DomainError, Invalid } from '../common/errors.js';
import { failureOf } from '../common/problem.filter.js';
import { issuesToErrors } from '../common/validation.js';
import type { ReceivedFile, UploadStoreService } from './upload-store.service.js';

/** What a door asks of its form. */
export interface FormShape<Fields> {
  /** The file's field. */
  file: string;
  /** The other fields, each of them text. */
  fields: z.ZodType<Fields>;
}

/** An upload that came in whole. */
export interface UploadForm<Fields> {
  fields: Fields;
  file: ReceivedFile;
  fileName: string;
  /** As the client says. */
  contentType: string;
}

/** In octets; a message's text has up to 4,800. */
const MAX_FIELD = 6 * 1024;
/** One more than there may be, so that it is answered here. */
const LIMITS = { fileSize: Infinity, files: 8, fields: 32, parts: 40, fieldSize: MAX_FIELD, fieldNameSize: 100 };
/** How long the rest of a refused upload is read, and thrown away, so that the client comes to read its answer. */
const DRAIN_MS = 10_000;

/**
 * Reads a form (multipart/form-data, RFC 7578) with one file; the fields may stand before or behind it. Nothing is left
 * behind when it fails.
 * @throws Invalid, UploadTooLarge
 */
export async function readUploadForm<Fields>(
  request: FastifyRequest,
  store: UploadStoreService,
  shape: FormShape<Fields>,
): Promise<UploadForm<Fields>> {
  const parts = new FormParts(store, shape);
  try {
    if (!request.isMultipart()) {
      throw Invalid.field('body', `expected multipart/form-data with a file in "${shape.file}"`);
    }
    store.checkLength(request.headers['content-length']);
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'file') await parts.takeFile(part);
      else parts.takeField(part);
    }
    return parts.form();
  } catch (error) {
    drain(request);
    await parts.discard();
    throw refusalOf(error, request, shape.file);
  }
}

/** What has come in of a form so far. */
class FormParts<Fields> {
  private readonly errors: FieldError[] = [];
  private readonly fields: Record<string, string> = {};
  private file: ReceivedFile | null = null;
  private fileName = '';
  private contentType = '';

  constructor(
    private readonly store: UploadStoreService,
    private readonly shape: FormShape<Fields>,
  ) {}

  async takeFile({ fieldname, filename, mimetype, file }: MultipartFile): Promise<void> {
    const isIt = fieldname === this.shape.file;
    if (isIt && this.file === null) {
      this.file = await this.store.receive(file, true);
      this.fileName = filename;
      this.contentType = mimetype;
      return;
    }
    this.refuse(fieldname, isIt ? 'expected one file' : `expected no file but the one in "${this.shape.file}"`);
    for await (const _ of file) void _;
  }

  takeField({ fieldname, value, valueTruncated, fieldnameTruncated }: MultipartValue): void {
    if (fieldname === this.shape.file) return this.refuse(fieldname, 'expected a file, with a file name');
    if (fieldname in this.fields) return this.refuse(fieldname, 'expected it once');
    if (typeof value !== 'string') return this.refuse(fieldname, 'expected text');
    if (valueTruncated || fieldnameTruncated) return this.refuse(fieldname, `expected at most ${MAX_FIELD} octets`);
    // Half a word would be stored, and sent.
    if (value.includes('\uFFFD'))
      return this.refuse(fieldname, 'expected UTF-8, or another charset in its Content-Type');
    // A form cannot leave a field out; one that nothing was written into says nothing.
    if (value !== '') this.fields[fieldname] = value;
  }

  /** @throws Invalid naming every field that is wrong */
  form(): UploadForm<Fields> {
    const fields = this.shape.fields.safeParse(this.fields);
    if (!fields.success) this.errors.push(...issuesToErrors(fields.error.issues));
    const { file, fileName, contentType } = this;
    if (file === null && !this.errors.some(({ field }) => field === this.shape.file)) {
      this.refuse(this.shape.file, 'expected a file');
    }
    if (file === null || !fields.success || this.errors.length > 0) throw new Invalid(this.errors);
    return { fields: fields.data, file, fileName, contentType };
  }

  async discard(): Promise<void> {
    if (this.file) await this.store.discard(this.file.id);
  }

  private refuse(field: string, message: string): void {
    this.errors.push({ field, message });
  }
}

/** Reads on what nobody wants: a client that is still sending would otherwise not read that it may stop. */
function drain({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return;
  raw.unpipe();
  raw.resume();
  setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, DRAIN_MS).unref();
}

/** Errors of the parser are the client's: a form that is cut off, or none. */
function refusalOf(error: unknown, { raw }: FastifyRequest, file: string): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof Error && 'syscall' in error) return error;
  if (!raw.complete && raw.destroyed) return Invalid.field(file, 'expected the whole file; the upload was cut off');
  const { status, detail } = failureOf(error);
  if (status < 500) return new DomainError(status, status === 413 ? 'Content Too Large' : 'Bad Request', `${detail}.`);
  return Invalid.field('body', 'expected a whole form of multipart/form-data');
}
