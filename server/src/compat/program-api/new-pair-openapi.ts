import type { ApiBodyOptions } from '@nestjs/swagger';

const TEXT =
  'The text, with {{column}} where a column of the list goes. Without one: the setting PROGRAM_TEMPLATE, else the column ' +
  'message, text or sms of the list.';

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
        description:
          'CSV, TSV, TXT or XLSX; the text ones also gzipped. Needed in a form; in JSON a list of numbers or a text, or none.',
      },
      proxy: { type: 'string', description: 'host, host:port, user:password@host:port or host:port:user:password.' },
      active_status: { type: 'boolean', default: false },
      priority: { type: 'integer', minimum: 0, default: 0, description: '1 is first.' },
      message: { type: 'string', description: TEXT },
      text: { type: 'string', description: 'As message.' },
      template: { type: 'string', description: 'As message.' },
      sender: { type: 'string', description: 'The number of the SIM card to send from.' },
      rate_per_minute: { type: 'integer', minimum: 1, maximum: 1_000_000 },
      country_operator: {
        type: 'string',
        description: 'The id of a country-operator pair; numbers without a country’s prefix are of its country.',
      },
    },
  },
};
