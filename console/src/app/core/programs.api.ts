import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { NewProgram, Program, ProgramPatch, Run, RunLogEntry } from '@signalbox/contracts/programs';
import type { Bucket, Series } from '@signalbox/contracts/stats';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from './api';

/** What can be asked of a program's run. */
export type Command = 'start' | 'pause' | 'resume' | 'stop' | 'restart';

/** The programs' part of the REST API; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class ProgramsApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${API}/programs`;

  /** Newest first. */
  list({ limit, cursor }: PageOf): Promise<Page<Program>> {
    return firstValueFrom(this.http.get<Page<Program>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  /** Those that run or are paused, the last that was started first. */
  async going(): Promise<Program[]> {
    const { data } = await firstValueFrom(this.http.get<Page<Program>>(this.url, { params: { going: 'true' } }));
    return data;
  }

  get(id: string): Promise<Program> {
    return firstValueFrom(this.http.get<Program>(`${this.url}/${id}`));
  }

  create(program: NewProgram): Promise<Program> {
    return firstValueFrom(this.http.post<Program>(this.url, program));
  }

  change(id: string, patch: ProgramPatch): Promise<Program> {
    return firstValueFrom(this.http.patch<Program>(`${this.url}/${id}`, patch));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${this.url}/${id}`));
  }

  command(id: string, command: Command): Promise<Run> {
    return firstValueFrom(this.http.post<Run>(`${this.url}/${id}/${command}`, {}));
  }

  /** Newest first. */
  runs(id: string, { limit, cursor }: PageOf): Promise<Page<Run>> {
    return firstValueFrom(this.http.get<Page<Run>>(`${this.url}/${id}/runs`, { params: queryOf({ limit, cursor }) }));
  }

  /** Newest first. */
  log(id: string, runId: number, { limit, cursor }: PageOf): Promise<Page<RunLogEntry>> {
    const params = queryOf({ limit, cursor });
    return firstValueFrom(this.http.get<Page<RunLogEntry>>(`${this.url}/${id}/runs/${runId}/log`, { params }));
  }

  /** What became of a program's messages over time; times in ISO 8601. */
  series(programId: string, from: string, to: string, bucket: Bucket): Promise<Series> {
    const params = { program_id: programId, from, to, bucket };
    return firstValueFrom(this.http.get<Series>(`${API}/stats/series`, { params }));
  }
}
