interface Place {
  address: string | null;
  city: string | null;
  country: string | null;
}

/** As it stands on an envelope, with line feeds; null where nothing is known. */
export function addressOf({ address, city, country }: Place): string | null {
  const place = [city, country].filter(Boolean).join(', ');
  return [address, place].filter(Boolean).join('\n') || null;
}
