/**
 * Shows what a step prints. Beside other steps each line begins with the step's part, and comes as a whole.
 * @param {string} part
 * @param {boolean} alone
 * @returns {{ print: (text: string) => void, end: () => void }}
 */
export function printer(part, alone) {
  if (alone) return { print: (text) => void process.stdout.write(text), end: () => undefined };
  let begun = '';
  const line = (text) => process.stdout.write(text.trim() === '' ? '' : `${part.padEnd(8)} │ ${text}\n`);
  return {
    print: (text) => {
      const lines = (begun + text).split('\n');
      begun = lines.pop();
      lines.forEach(line);
    },
    end: () => line(begun),
  };
}
