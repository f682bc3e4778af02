import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Paper } from '../paper.js';
import { unpackWoff, withoutTables } from './font-files.js';
import { layoutOf } from './layout.js';
import { setLeftwardLines } from './leftward-lines.js';

const { resolve } = createRequire(import.meta.url);
const fileOf = (name: string, ...path: string[]): Buffer =>
  readFileSync(join(dirname(resolve(`${name}/package.json`)), ...path));
/** Its letters stand well without these, which every document would read anew: more than half of its time. */
const FINER = ['GDEF', 'GPOS', 'GSUB'];
const roboto = (style: string) => withoutTables(fileOf('pdfmake', 'fonts', 'Roboto', `Roboto-${style}.ttf`), FINER);
const web = (name: string, script: string, weight: number) =>
  unpackWoff(fileOf(`@fontsource/${name}`, 'files', `${name}-${script}-${weight}-normal.woff`));
const dejavu = (weight: number) => web('dejavu-sans', 'latin', weight);
const ethiopic = (weight: number) => withoutTables(web('noto-sans-ethiopic', 'ethiopic', weight), FINER);

// Letters that the first lacks the others have: see `fontFor` and `byFont`. Nothing is set in italics.
const FONTS = {
  'Roboto-400': roboto('Regular'),
  'Roboto-700': roboto('Medium'),
  'DejaVu-400': dejavu(400),
  'DejaVu-700': dejavu(700),
  'Ethiopic-400': ethiopic(400),
  'Ethiopic-700': ethiopic(700),
};
for (const [name, font] of Object.entries(FONTS)) pdfmake.virtualfs.writeFileSync(name, font);
pdfmake.setFonts({
  Roboto: { normal: 'Roboto-400', bold: 'Roboto-700' },
  DejaVu: { normal: 'DejaVu-400', bold: 'DejaVu-700' },
  Ethiopic: { normal: 'Ethiopic-400', bold: 'Ethiopic-700' },
});
setLeftwardLines();
// A document has texts of customers in it: none of them makes it read a file or an address.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

/** Sets a paper. @returns the PDF */
export const setPaper = (paper: Paper): Promise<Uint8Array> => pdfmake.createPdf(layoutOf(paper)).getBuffer();
