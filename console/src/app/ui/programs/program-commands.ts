import { Injectable, inject } from '@angular/core';
import type { Program } from '@signalbox/contracts/programs';
import { Acts } from '../acts';
import { Dialogs } from '../dialogs';
import type { Question } from '../question';
import { ProgramsApi, type Command } from '../../core/programs.api';

const DONE: Record<Command, string> = {
  start: 'Started',
  pause: 'Paused',
  resume: 'Goes on',
  stop: 'Stopped',
  restart: 'Started anew',
};

/** What a command does that cannot be taken back; null when it does no such thing. */
function questionOf(command: Command, { name }: Program): Question | null {
  switch (command) {
    case 'start':
      return {
        title: `Start “${name}”?`,
        text: 'Its messages go out to the whole list, as fast as its rate and its SIM cards allow.',
        action: 'Start',
        dismiss: 'Not now',
      };
    case 'stop':
      return {
        title: `Stop “${name}”?`,
        text: 'What has not left yet is cancelled. A stopped run does not go on: another start begins at the first row.',
        action: 'Stop',
        dismiss: 'Let it go on',
        destructive: true,
      };
    case 'restart':
      return {
        title: `Begin “${name}” anew?`,
        text: 'What goes on is stopped, and a new run begins at the first row. Who has got a message gets another.',
        action: 'Begin anew',
        dismiss: 'Leave it',
        destructive: true,
      };
    default:
      return null;
  }
}

/** What is asked of programs, wherever it is asked: with a question before what cannot be taken back. */
@Injectable({ providedIn: 'root' })
export class ProgramCommands {
  private readonly api = inject(ProgramsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);

  /** Whether it was done. */
  run(program: Program, command: Command): Promise<boolean> {
    return this.ask(questionOf(command, program), () => this.api.command(program.id, command), DONE[command]);
  }

  /** Whether it is gone. */
  remove(program: Program): Promise<boolean> {
    const question = {
      title: `Delete “${program.name}”?`,
      text: 'Its runs and their logs are not shown any more. Its messages stay.',
      action: 'Delete',
      destructive: true,
    };
    return this.ask(question, () => this.api.remove(program.id), 'Deleted');
  }

  private async ask(question: Question | null, action: () => Promise<unknown>, done: string): Promise<boolean> {
    if (question !== null && !(await this.dialogs.ask(question))) return false;
    return this.acts.do(action, done);
  }
}
