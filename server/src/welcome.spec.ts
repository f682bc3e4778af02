import { describe, expect, it } from '@jest/globals';
import { readConfig } from './platform/config/config.js';
import { Welcome } from './welcome.js';

function said(format: 'json' | 'text', password: string | null, settings: Record<string, string> = {}): string {
  let text = '';
  const config = readConfig({ DATA_DIR: '/somewhere/data', ...settings });
  const welcome = new Welcome(format, config, (more) => (text += more));
  welcome.begin(password);
  welcome.ready('http://127.0.0.1:3000', password);
  return text;
}

describe('what a start says', () => {
  it('is for people where it is, how to sign in, where the data is and what to open next, in few lines', () => {
    const text = said('text', 'made-up');
    expect(text).toContain('  Console    http://127.0.0.1:3000/console/\n');
    expect(text).toContain('  Admin      admin, password made-up (shown only now)\n');
    expect(text).toMatch(/Sign in .*password above/);
    expect(text).toContain('/somewhere/data');
    expect(text).toMatch(/send a first message/);
    expect(text.split('\n').length).toBeLessThan(16);
  });

  it('says later how a lost password is replaced, and shows none', () => {
    const text = said('text', null, { ADMIN_USERNAME: 'root', ADMIN_PASSWORD: 'a password for tests' });
    expect(text).toContain('npm run admin -- reset-password root');
    expect(text).not.toContain('a password for tests');
  });

  it('leads to the workers where there is none', () => {
    expect(said('text', null, { EMBEDDED_WORKER: 'false' })).toMatch(/enrol a worker/);
  });

  it('is JSON for machines, each line', () => {
    const lines = said('json', 'made-up').trimEnd().split('\n');
    const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages).toEqual([
      'Admin: admin, password made-up (shown only now)',
      'Console: http://127.0.0.1:3000/console/',
      'API docs: http://127.0.0.1:3000/api/docs',
    ]);
  });
});
