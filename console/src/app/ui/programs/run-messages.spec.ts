import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from 'vitest';
import { runOf } from '../../../testing/programs';
import { KeptMessages } from '../../core/kept-messages';
import { RunCount } from './run-messages';

describe('a figure of a run', () => {
  let areKept: boolean;

  beforeEach(() => {
    areKept = true;
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: KeptMessages, useValue: { haveAllSince: () => areKept } }],
    });
  });

  const shown = async (run: ReturnType<typeof runOf> | null) => {
    const fixture = TestBed.createComponent(RunCount);
    fixture.componentRef.setInput('run', run);
    fixture.componentRef.setInput('of', 'failed');
    fixture.componentRef.setInput('word', 'failed');
    await fixture.whenStable();
    const host = fixture.nativeElement as HTMLElement;
    return [host.textContent.trim(), host.querySelector('a')?.getAttribute('href') ?? null];
  };

  it('leads to the messages that it counts', async () => {
    const run = runOf({ id: 5, status: 'completed', failed: 3 });
    expect(await shown(run)).toEqual(['3 failed', '/outbox?run=5&status=failures']);
  });

  it('leads nowhere where there are none', async () => {
    expect(await shown(runOf({ failed: 0 }))).toEqual(['0 failed', null]);
    expect(await shown(null)).toEqual(['– failed', null]);
  });

  it('leads nowhere where the messages are kept no longer, but for a run that goes on', async () => {
    areKept = false;
    expect(await shown(runOf({ status: 'completed', failed: 3 }))).toEqual(['3 failed', null]);
    expect(await shown(runOf({ status: 'paused', failed: 3 }))).toEqual(['3 failed', '/outbox?run=1&status=failures']);
  });
});
