import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const silence = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * The password that somebody types, twice and unseen, or sends as the first line of standard input; empty when there is
 * none. @throws Error when the two differ
 */
export async function askPassword(prompt: string): Promise<string> {
  const { stdin, stdout } = process;
  const lines = createInterface({ input: stdin, output: silence(), terminal: stdin.isTTY });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const ask = async (question: string): Promise<string> => {
    if (stdin.isTTY) stdout.write(question);
    const line = await Promise.race([lines.question(''), ended]);
    if (stdin.isTTY) stdout.write('\n');
    return line;
  };
  try {
    const password = await ask(prompt);
    if (stdin.isTTY && password !== '' && (await ask('The same once more: ')) !== password) {
      throw new Error('the two are not the same; nothing was changed');
    }
    return password;
  } finally {
    lines.close();
    stdin.pause();
  }
}
