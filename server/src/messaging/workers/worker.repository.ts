/** What a worker says of itself, as it is remembered while it is away. */
export interface WorkerPresenceRecord {
  id: string;
  online: boolean;
  session: string | null;
  version: string | null;
  /** When it last came or went, epoch ms. */
  since: number;
}

export interface WorkerRecord extends WorkerPresenceRecord {
  label: string | null;
  /** When it was given a password, epoch ms; null is never. */
  enrolledAt: number | null;
}

export interface Enrolment {
  id: string;
  label: string | null;
  /** As Mosquitto's password file has it. */
  passwordHash: string;
  /** Epoch ms. */
  enrolledAt: number;
}

export abstract class WorkerRepository {
  /** By id. */
  abstract all(): Promise<WorkerRecord[]>;
  /** Remembers what a worker said; one that is not known becomes known. */
  abstract save(worker: WorkerPresenceRecord): Promise<void>;
  /** Ids and password hashes of those that have one, by id. */
  abstract passwords(): Promise<[id: string, hash: string][]>;
  /** Makes a worker, or gives one that was seen already its first password; false when it has one. */
  abstract enrol(enrolment: Enrolment): Promise<boolean>;
  /** A new password, the first or in place of the old one; false when there is no such worker. */
  abstract setPassword(enrolment: Omit<Enrolment, 'label'>): Promise<boolean>;
  /** False when there is none. */
  abstract remove(id: string): Promise<boolean>;
}
