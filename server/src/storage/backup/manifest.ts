import { z } from 'zod';

/** Beside the files of a backup. */
export const MANIFEST_FILE = 'manifest.json';
/** A backup of another form is another version's to read. */
const FORM = 1;

const File = z.object({
  /** Where it lies below the backup's folder, and below the data folder that it came from. */
  path: z.string().regex(/^[^/\\.][^/\\]*(\/[^/\\.][^/\\]*)*$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupFile = z.infer<typeof File>;

/** What a backup says of itself. */
export const Manifest = z.object({
  form: z.int(),
  /** The product that made it, and the Node that it ran on. */
  version: z.string(),
  node: z.string(),
  /** ISO 8601. */
  created_at: z.string(),
  /** Those that the database had seen, in their order. */
  migrations: z.array(z.string()),
  /** Whether the secrets are in it; else they are in the environment, and to be kept apart. */
  has_secrets: z.boolean(),
  files: z.array(File).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** What a backup made now says. */
export const newManifest = (made: Omit<Manifest, 'form'>): Manifest => ({ form: FORM, ...made });

/**
 * Reads a manifest. @param known the migrations of this version
 * @throws Error in one line on what is no manifest, and on a backup that a newer version made
 */
export function readManifest(text: string, known: readonly string[]): Manifest {
  const { data } = Manifest.safeParse(parsed(text));
  if (!data) throw new Error(`${MANIFEST_FILE} is no backup's, or broken`);
  const unknown = data.migrations.filter((name) => !known.includes(name));
  if (data.form > FORM || unknown.length > 0) {
    const why = unknown.length > 0 ? `, with ${unknown.join(', ')}` : '';
    throw new Error(`the backup was made by a newer version (${data.version}${why}); restore it with that one`);
  }
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is wrong with the files of a backup, a line each; none when they are as its manifest says. */
export function differences({ files }: Manifest, found: ReadonlyMap<string, Omit<BackupFile, 'path'>>): string[] {
  return files.flatMap(({ path, bytes, sha256 }) => {
    const file = found.get(path);
    if (!file) return [`${path} is missing`];
    if (file.bytes !== bytes) return [`${path} has ${file.bytes} bytes and should have ${bytes}`];
    return file.sha256 === sha256 ? [] : [`${path} is not what it was: its SHA-256 is another one`];
  });
}
