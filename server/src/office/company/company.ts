import type { Company as CompanyView } from '@signalbox/contracts/office/company';

/** Who writes the invoices, as it stands on what is sent. */
export interface Company {
  name: string;
  /** With line feeds. */
  address: string | null;
  phone: string | null;
  email: string | null;
  /** Of the tax office, such as a KRA PIN. */
  taxId: string | null;
  payInstructions: string | null;
}

export const companyOf = (name: string): Company => ({
  name,
  address: null,
  phone: null,
  email: null,
  taxId: null,
  payInstructions: null,
});

/** As v1 shows it. */
export const toView = ({ taxId, payInstructions, ...rest }: Company): CompanyView => ({
  ...rest,
  tax_id: taxId,
  pay_instructions: payInstructions,
});
