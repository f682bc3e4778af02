/** What stands below a form's field: its hint, or what is wrong with it. */
const LINES = 'form .mat-mdc-form-field-subscript-wrapper';

/**
 * Keeps forms as they are from the press of a button to its release. The press takes the focus from a field, which may have
 * something to say then; where that needs more room than is kept free, what is pressed would move away from the pointer,
 * and nothing would come of it.
 * @returns what ends it
 */
export function keepStill(document: Document): () => void {
  let held: HTMLElement[] = [];
  const release = () => {
    for (const line of held) line.style.removeProperty('height');
    held = [];
  };
  const hold = () => {
    release();
    held = [...document.querySelectorAll<HTMLElement>(LINES)];
    const heights = held.map((line) => getComputedStyle(line).height);
    for (const [index, line] of held.entries()) line.style.height = heights[index] ?? '';
  };
  // The click comes right behind the release, and finds everything where it was.
  const letGo = () => setTimeout(release);
  const view = document.defaultView;
  document.addEventListener('pointerdown', hold, true);
  for (const end of ['pointerup', 'pointercancel']) view?.addEventListener(end, letGo, true);
  return () => {
    document.removeEventListener('pointerdown', hold, true);
    for (const end of ['pointerup', 'pointercancel']) view?.removeEventListener(end, letGo, true);
  };
}
