import type { NumberList as NumberListView } from '@signalbox/contracts/number-lists';
import { isoTime } from '../../platform/common/clock.js';
import type { ImportState } from './number-list.js';

/** 0 to 100, with one decimal. */
export const percentOf = (share: number): number => Math.floor(share * 1000) / 10;

/** A list as the REST API shows it. */
export function toListView({ list, share }: ImportState): NumberListView {
  const { details } = list;
  return {
    id: list.id,
    name: list.name,
    status: list.status,
    reason: details.reason,
    percent: list.status === 'importing' ? percentOf(share) : 100,
    file_name: details.fileName,
    file_size: details.fileSize,
    default_country: details.defaultCountry,
    number_column: details.numberColumn,
    has_header: details.hasHeader,
    header_line: details.headerLine,
    country_column: details.countryColumn,
    encoding: details.encoding,
    hidden: details.hidden,
    skip_hidden: details.skipHidden,
    columns: details.columns,
    read: details.read,
    rows: details.rows,
    duplicates: details.duplicates,
    rejected: details.rejected,
    suppressed: details.suppressed,
    created_at: isoTime(list.createdAt),
    updated_at: isoTime(list.updatedAt),
  };
}
