import type { ApiBodyOptions } from '@nestjs/swagger';

/** The form of a new program, for the API's description. */
export const NEW_PAIR_FORM: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['pair_name'],
    properties: {
      pair_name: { type: 'string', maxLength: 128 },
      number_list: {
        type: 'string',
        format: 'binary',
        description: 'CSV, TSV, TXT or XLSX; the text ones also gzipped. Needed in a form, impossible in JSON.',
      },
      proxy: { type: 'string', description: 'host:port, or a URL.' },
      active_status: { type: 'boolean', default: true },
      priority: { type: 'integer', minimum: 1, maximum: 10, default: 5, description: '10 is the most urgent.' },
      template: { type: 'string', description: 'Without one, what the setting PROGRAM_TEMPLATE says.' },
      sender: { type: 'string', description: 'The number of the SIM card to send from.' },
      rate_per_minute: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      country_operator: {
        type: 'string',
        description: 'The id of a country-operator pair; numbers without a country’s prefix are of its country.',
      },
    },
  },
};
