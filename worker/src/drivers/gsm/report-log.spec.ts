import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReportLog } from './report-log.js';

describe('the reports that came before the journal had them', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-reports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const a = { id: 'a', attempt: 1 };
  const b = { id: 'b', attempt: 2 };
  const text = () => readFileSync(join(folder, 'gsm-reports.log'), 'utf8');

  it('are known again after a restart', async () => {
    const log = new ReportLog(folder);
    await Promise.all([log.note(a, 17), log.note(a, 18), log.note(b, 3)]);
    const again = new ReportLog(folder);
    expect([...again.partsOf(a)]).toEqual([17, 18]);
    expect([...again.partsOf({ id: 'b', attempt: 1 })]).toEqual([]);
    await log.close();
  });

  it('are forgotten when their message is over', async () => {
    const log = new ReportLog(folder);
    await log.note(a, 17);
    await log.note(b, 3);
    log.finish(a);
    expect(log.partsOf(a).size).toBe(0);
    await log.close();
    const again = new ReportLog(folder);
    again.keep([b]);
    expect(text()).toBe('b 2 3\n');
    await again.close();
  });

  it('survive a line that was cut, and go on behind it', async () => {
    const log = new ReportLog(folder);
    await log.note(a, 17);
    await log.close();
    appendFileSync(join(folder, 'gsm-reports.log'), 'b 2');
    const again = new ReportLog(folder);
    expect(again.partsOf(a).size).toBe(1);
    again.keep([a, b]);
    await again.note(b, 3);
    await again.close();
    expect(text()).toBe('a 1 17\nb 2 3\n');
  });
});
