/** What one span may hold. A span over a limit is refused with the reason; nothing is ever cut silently. */
export const SPAN_LIMITS = {
  /** On a span, a span event, a link, a scope or a resource. */
  attributes: 10_000,
  events: 10_000,
  links: 10_000,
  /** Levels of lists and maps within one attribute value. */
  valueDepth: 64,
  attributeNameLength: 1_000,
  spanNameLength: 10_000,
  /** Characters of one text value. */
  textLength: 10_000_000,
  /** Slots of a list that is spelled out in attribute names, as in `gen_ai.prompt.0.content`. */
  indexedSlots: 10_000,
} as const;
