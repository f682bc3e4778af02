import { Injectable } from '@nestjs/common';
import type { ProgramProgress } from '@signalbox/contracts/programs';
import { Subject } from 'rxjs';

/** What others may want to know about programs. */
@Injectable()
export class ProgramsEvents {
  /** How far a run is; at most one a second and program. */
  readonly progress = new Subject<ProgramProgress>();
}
