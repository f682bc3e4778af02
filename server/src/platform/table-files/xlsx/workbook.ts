import { ImportFailure } from '../../number-tables/import-failure.js';
import type { Package } from './package.js';
import { readXml } from './xml.js';

export interface Workbook {
  /** The name of the part that the first visible sheet is in. */
  sheet: string;
  dateSystem: 1900 | 1904;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONSHIPS = 'xl/_rels/workbook.xml.rels';
const FIRST_SHEET = 'xl/worksheets/sheet1.xml';

/** Finds a workbook's first visible sheet (ECMA-376, part 1, 18.2). @throws ImportFailure when there is none */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  if (!parts.has(WORKBOOK)) throw new ImportFailure('this zip file is no spreadsheet; expected .xlsx');
  let dateSystem: Workbook['dateSystem'] = 1900;
  let relationship: string | undefined;
  readXml(await parts.whole(WORKBOOK), {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) dateSystem = 1904;
      if (name !== 'sheet' || relationship !== undefined || (attributes.state ?? 'visible') !== 'visible') return;
      relationship = Object.entries(attributes).find(([key]) => /^\w+:id$/.test(key))?.[1];
    },
  });
  const sheet = (await targetOf(parts, relationship)) ?? FIRST_SHEET;
  if (!parts.has(sheet)) throw new ImportFailure('the spreadsheet has no sheet with rows');
  return { sheet, dateSystem };
}

async function targetOf(parts: Package, relationship: string | undefined): Promise<string | undefined> {
  if (relationship === undefined || !parts.has(RELATIONSHIPS)) return undefined;
  let target: string | undefined;
  readXml(await parts.whole(RELATIONSHIPS), {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes.Id === relationship) target = attributes.Target;
    },
  });
  return target?.startsWith('/') ? target.slice(1) : target && `xl/${target}`;
}
