/**
 * Where the focus goes when a panel opens that has no field of its own to start in: the panel itself, so that its
 * title is read out and no button shows its tooltip unasked.
 */
export function focusPanel(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
