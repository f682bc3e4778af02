import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { of } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../../testing/session';
import { Releases } from '../core/releases';
import { SessionStore } from '../core/session';
import { Dialogs } from './dialogs';
import { QuestionDialog } from './question.dialog';

@Component({ selector: 'sb-some-dialog', template: '' })
class SomeDialog {}

describe('the way to a dialog', () => {
  const open = vi.fn((..._: unknown[]) => ({ afterClosed: () => of('answer') }));
  const snack = vi.fn();
  const lost = vi.fn();
  let dialogs: Dialogs;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    open.mockClear();
    snack.mockClear();
    lost.mockClear();
    TestBed.configureTestingModule({
      providers: [
        { provide: MatDialog, useValue: { open } },
        { provide: MatSnackBar, useValue: { open: snack } },
        { provide: Releases, useValue: { partIsLost: lost } },
      ],
    });
    TestBed.inject(SessionStore).start(sessionOf('operator'), false);
    dialogs = TestBed.inject(Dialogs);
  });

  const load = () => Promise.resolve(SomeDialog);

  it('gives what it closed with', async () => {
    expect(await dialogs.open(load, { data: 7, needs: 'channels.operate' })).toBe('answer');
    expect(open).toHaveBeenCalledWith(SomeDialog, expect.objectContaining({ data: 7, disableClose: false }));
  });

  it('calls one that has no heading by the name that is given', async () => {
    await dialogs.open(load, { label: 'Find' });
    expect(open).toHaveBeenCalledWith(SomeDialog, expect.objectContaining({ ariaLabel: 'Find' }));
  });

  it('opens one, however often it is pressed while its code is fetched', async () => {
    await Promise.all([dialogs.open(load), dialogs.open(load), dialogs.open(load)]);
    expect(open).toHaveBeenCalledTimes(1);
    await dialogs.open(load);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('opens none for who may not do what it does, and says so', async () => {
    expect(await dialogs.open(load, { needs: 'users.manage' })).toBeNull();
    expect(open).not.toHaveBeenCalled();
    expect(snack).toHaveBeenCalledWith('Your account may not do this', 'Close', expect.anything());
  });

  it('says that its code cannot be fetched, and opens when it can again', async () => {
    expect(await dialogs.open(() => Promise.reject(new Error('404')))).toBeNull();
    expect(lost).toHaveBeenCalledTimes(1);
    expect(await dialogs.open(load)).toBe('answer');
  });

  it('asks with a question, once however often it is pressed, and takes only a yes for one', async () => {
    const question = { title: 'Remove it?', text: 'It is gone then.', action: 'Remove' };
    const closed = (answer: unknown) => open.mockReturnValueOnce({ afterClosed: () => of(answer as string) });
    closed(true);
    expect(await Promise.all([dialogs.ask(question), dialogs.ask(question)])).toEqual([true, false]);
    expect(open).toHaveBeenCalledTimes(1);
    expect(open).toHaveBeenCalledWith(QuestionDialog, expect.objectContaining({ data: question }));
    for (const answer of [false, '', undefined]) {
      closed(answer);
      expect(await dialogs.ask(question)).toBe(false);
    }
    const asking = dialogs.ask(question);
    TestBed.inject(SessionStore).end();
    expect(await asking).toBe(false);
    expect(open).toHaveBeenCalledTimes(4);
  });

  it('opens none for somebody whose session ended meanwhile', async () => {
    const opening = dialogs.open(load);
    TestBed.inject(SessionStore).end();
    expect(await opening).toBeNull();
    expect(open).not.toHaveBeenCalled();
  });
});
