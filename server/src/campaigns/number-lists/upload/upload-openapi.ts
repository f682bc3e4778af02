import type { ApiBodyOptions } from '@nestjs/swagger';

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
      delimiter: { type: 'string', enum: ['comma', 'semicolon', 'tab', 'pipe'], description: 'Found out without it.' },
    },
  },
};
