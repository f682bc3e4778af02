import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { describe, expect, it } from 'vitest';
import { runOf } from '../../testing/programs';
import { ServerSettings } from '../core/server-settings';
import { RunFigures } from './run-figures';

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

describe('the figures of a run whose messages are kept for a week', () => {
  const linksOf = (change: Parameters<typeof runOf>[0]) => {
    const settings = { messagesKeptDays: signal(7) };
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: ServerSettings, useValue: settings }],
    });
    const fixture = TestBed.createComponent(RunFigures);
    fixture.componentRef.setInput('run', runOf(change));
    fixture.detectChanges();
    const element = fixture.nativeElement as HTMLElement;
    return { links: element.querySelectorAll('a').length, said: element.textContent.includes('kept no longer') };
  };

  it('lead to them while they are there', () => {
    expect(linksOf({ status: 'completed', started_at: ago(6), ended_at: ago(5) })).toEqual({ links: 4, said: false });
  });

  it('are plain text once some have gone, and say so', () => {
    expect(linksOf({ status: 'completed', started_at: ago(8), ended_at: ago(5) })).toEqual({ links: 0, said: true });
  });

  it('lead to those of a run that goes on, however long', () => {
    expect(linksOf({ status: 'running', started_at: ago(30) })).toEqual({ links: 4, said: false });
  });
});
