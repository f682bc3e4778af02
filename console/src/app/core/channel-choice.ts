/** A SIM card or a provider as one value of a choice; both null is any. */
export interface ChannelChoice {
  sim: number | null;
  provider: number | null;
}

export const ANY_CHANNEL = '';
export const simChoice = (id: number): string => `sim:${id}`;
export const providerChoice = (id: number): string => `provider:${id}`;

/** What a choice's value means; one that makes no sense is any. */
export function channelOf(choice: string): ChannelChoice {
  const [, kind, id] = /^(sim|provider):(\d+)$/.exec(choice) ?? [];
  return { sim: kind === 'sim' ? Number(id) : null, provider: kind === 'provider' ? Number(id) : null };
}

/** A choice by its number, for one whose name is not known; null for one that makes no sense. */
export function channelWords(choice: string): string | null {
  const { sim, provider } = channelOf(choice);
  if (sim !== null) return `SIM card ${sim}`;
  return provider === null ? null : `Provider ${provider}`;
}

/** Whether a text of an address can be the number of something. */
export const isId = (text: string | undefined): text is string => text !== undefined && /^[1-9]\d{0,9}$/.test(text);

/** The value of a choice by what an address says. */
export function choiceOf(sim: string | undefined, provider: string | undefined): string {
  if (isId(provider)) return providerChoice(Number(provider));
  return isId(sim) ? simChoice(Number(sim)) : ANY_CHANNEL;
}
