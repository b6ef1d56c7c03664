/** The address of a link that payload text may open: absolute http, https or mailto. Anything else is null. */
export function safeHref(href: string | undefined): string | null {
  if (href === undefined) return null;
  try {
    const url = new URL(href.trim());
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
