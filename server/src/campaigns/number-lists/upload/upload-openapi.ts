import type { ApiBodyOptions } from '@nestjs/swagger';
import { ENCODINGS } from '@signalbox/contracts/encodings';
import { MAX_HEADER_LINE } from '@signalbox/contracts/rules';

/** The form of an upload, for the API's description. */
export const UPLOAD_FORM: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary', description: 'CSV, TSV, TXT or XLSX; the text ones also gzipped.' },
      name: { type: 'string', maxLength: 128, description: 'The file’s name without one.' },
      default_country: {
        type: 'string',
        pattern: '^[A-Z]{2}$',
        description: 'ISO 3166, for numbers without a country’s prefix.',
      },
      number_column: { type: 'string', description: 'A column’s name, or its place from 1; found without it.' },
      has_header: { type: 'boolean', description: 'Whether the first row names the columns; found out without it.' },
      header_line: {
        type: 'integer',
        minimum: 1,
        maximum: MAX_HEADER_LINE,
        description: 'The line of the columns’ names; what is above is left out. Found without it.',
      },
      country_column: {
        type: 'string',
        description: 'The column of the rows’ countries: its name, its place from 1, or none; found without it.',
      },
      encoding: {
        type: 'string',
        enum: Object.keys(ENCODINGS),
        description: 'Of a text’s letters; also by its other names. Found out without it.',
      },
      skip_hidden: { type: 'boolean', description: 'Leaves out the rows that a spreadsheet does not show.' },
      delimiter: { type: 'string', enum: ['comma', 'semicolon', 'tab', 'pipe'], description: 'Found out without it.' },
    },
  },
};
