/** What a field says, without blanks at its ends; null where it is empty. */
export const orNone = (text: string): string | null => text.trim() || null;
