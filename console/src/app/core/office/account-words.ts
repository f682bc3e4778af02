import { isId } from '../channel-choice';

/** What an account of an address is called whose name is not known; null where it is the number of none. */
export const accountWords = (id: string): string | null => (isId(id) ? `Account ${id}` : null);
