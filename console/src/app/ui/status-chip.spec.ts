import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import type { MessageStatus } from '@signalbox/contracts/statuses';
import { StatusChip } from './status-chip';

const chip = (status: MessageStatus) => {
  const fixture = TestBed.createComponent(StatusChip);
  fixture.componentRef.setInput('status', status);
  fixture.detectChanges();
  return fixture;
};

describe('the status chip', () => {
  it.each([
    ['queued', 'Queued', 'waiting'],
    ['dispatched', 'Dispatched', 'moving'],
    ['delivered', 'Delivered', 'done'],
    ['failed', 'Failed', 'bad'],
    ['undelivered', 'Undelivered', 'bad'],
    ['uncertain', 'Uncertain', 'unsure'],
    ['cancelled', 'Cancelled', 'neutral'],
    ['received', 'Received', 'incoming'],
  ] as const)('shows %s as "%s" in the colour %s', (status, text, tone) => {
    const element = chip(status).nativeElement as HTMLElement;
    expect(element.textContent.trim()).toBe(text);
    expect(element.classList).toContain(tone);
  });

  it('changes in place, and is still once the message has ended', () => {
    const fixture = chip('sent');
    const element = fixture.nativeElement as HTMLElement;
    expect(element.classList).toContain('open');
    fixture.componentRef.setInput('status', 'delivered');
    fixture.detectChanges();
    expect(element.classList).toContain('done');
    expect(element.classList).not.toContain('moving');
    expect(element.classList).not.toContain('open');
  });
});
