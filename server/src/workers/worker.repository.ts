/** A worker as it is remembered while it is away. */
export interface WorkerRecord {
  id: string;
  online: boolean;
  session: string | null;
  version: string | null;
  /** When it last came or went, epoch ms. */
  since: number;
}

export abstract class WorkerRepository {
  abstract all(): Promise<WorkerRecord[]>;
  abstract save(worker: WorkerRecord): Promise<void>;
}
