import { SPAN_LIMITS } from './span-limits.ts';
import { Unsure, WireWalker } from './wire-walker.ts';

/**
 * How many spans a protobuf export holds, when it is plain from walking over it that `readSpans` would take every one
 * of them; null when it is not plain, and the spans have to be read to say. Walking costs a fifth of reading, and
 * nearly all exports are sound. Sizes are counted in bytes, of which a text has at least as many as characters.
 */
export function countSoundSpans(body: Uint8Array): number | null {
  const walker = new WireWalker(body);
  let spans = 0;
  try {
    walker.message(body.length, (number, wire) => {
      if (number === 1) walkResourceSpans(walker, wire, () => (spans += 1));
      else walker.skipOther(number, wire);
    });
    return spans;
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
}

function walkResourceSpans(walker: WireWalker, outerWire: number, count: () => void): void {
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === 1) walkAttributed(walker, wire, RESOURCE_ATTRIBUTES);
    else if (number === 2) walkScopeSpans(walker, wire, count);
    else walker.skipOther(number, wire);
  });
}

function walkScopeSpans(walker: WireWalker, outerWire: number, count: () => void): void {
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === 1) walkAttributed(walker, wire, SCOPE_ATTRIBUTES, SCOPE_TEXTS);
    else if (number === 2) {
      walkSpan(walker, wire);
      count();
    } else walker.skipOther(number, wire);
  });
}

function walkSpan(walker: WireWalker, outerWire: number): void {
  let [ids, attributes, events, links] = [0, 0, 0, 0];
  walker.message(walker.endOf(outerWire), (number, wire) => {
    switch (number) {
      case 1:
      case 2:
        walkId(walker, wire, number === 1 ? TRACE_ID_BYTES : SPAN_ID_BYTES);
        ids |= number;
        break;
      case 4:
        walker.skipLength(wire);
        break;
      case 5:
        atMost(walker.skipLength(wire), SPAN_LIMITS.spanNameLength);
        break;
      case 6:
        walker.skipVarint(wire);
        break;
      case 7:
      case 8:
        walker.skipFixed64(wire);
        break;
      case 9:
        attributes += 1;
        walkKeyValue(walker, wire, 0);
        break;
      case 11:
        events += 1;
        walkAttributed(walker, wire, EVENT_ATTRIBUTES, EVENT_TEXTS, EVENT_TIME);
        break;
      case 13:
        links += 1;
        walkAttributed(walker, wire, LINK_ATTRIBUTES, LINK_IDS);
        break;
      case 15:
        walkStatus(walker, wire);
        break;
      default:
        walker.skipOther(number, wire);
    }
  });
  if (ids !== BOTH_IDS) throw new Unsure();
  atMost(attributes, SPAN_LIMITS.attributes);
  atMost(events, SPAN_LIMITS.events);
  atMost(links, SPAN_LIMITS.links);
}

/** A resource, a scope, an event or a link: attributes, and texts or bytes that are not looked at. */
function walkAttributed(
  walker: WireWalker,
  outerWire: number,
  ...[attributesAt, textsAt = [], timeAt = 0]: [attributesAt: number, textsAt?: readonly number[], timeAt?: number]
): void {
  let attributes = 0;
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === attributesAt) {
      attributes += 1;
      walkKeyValue(walker, wire, 0);
    } else if (textsAt.includes(number)) walker.skipLength(wire);
    else if (number === timeAt) walker.skipFixed64(wire);
    else walker.skipOther(number, wire);
  });
  atMost(attributes, SPAN_LIMITS.attributes);
}

function walkStatus(walker: WireWalker, outerWire: number): void {
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === 2) walker.skipLength(wire);
    else if (number === 3) walker.skipVarint(wire);
    else walker.skipOther(number, wire);
  });
}

function walkKeyValue(walker: WireWalker, outerWire: number, depth: number): void {
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === 1) atMost(walker.skipLength(wire), SPAN_LIMITS.attributeNameLength);
    else if (number === 2) walkAnyValue(walker, wire, depth);
    else walker.skipOther(number, wire);
  });
}

function walkAnyValue(walker: WireWalker, outerWire: number, depth: number): void {
  atMost(depth, DEPTH_WALKED);
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number === 1 || number === 7) atMost(walker.skipLength(wire), SPAN_LIMITS.textLength);
    else if (number === 2 || number === 3) walker.skipVarint(wire);
    else if (number === 4) walker.skipFixed64(wire);
    else if (number === 5 || number === 6) walkList(walker, wire, { isMap: number === 6, depth: depth + 1 });
    else walker.skipOther(number, wire);
  });
}

function walkList(walker: WireWalker, outerWire: number, { isMap, depth }: { isMap: boolean; depth: number }): void {
  walker.message(walker.endOf(outerWire), (number, wire) => {
    if (number !== 1) walker.skipOther(number, wire);
    else if (isMap) walkKeyValue(walker, wire, depth);
    else walkAnyValue(walker, wire, depth);
  });
}

/** Zeros are no id. */
function walkId(walker: WireWalker, wire: number, bytes: number): void {
  const end = walker.endOf(wire);
  if (end - walker.at !== bytes) throw new Unsure();
  let any = 0;
  for (; walker.at < end; walker.at += 1) any |= walker.bytes[walker.at] ?? 0;
  if (any === 0) throw new Unsure();
}

function atMost(size: number, limit: number): void {
  if (size > limit) throw new Unsure();
}

const [TRACE_ID_BYTES, SPAN_ID_BYTES, BOTH_IDS] = [16, 8, 3];
/** Deeper values are rare enough to be read. */
const DEPTH_WALKED = 16;

/** Field numbers, as in `trace-message.ts`. */
const [RESOURCE_ATTRIBUTES, SCOPE_ATTRIBUTES, EVENT_ATTRIBUTES, LINK_ATTRIBUTES] = [1, 3, 3, 4];
const [SCOPE_TEXTS, EVENT_TEXTS, LINK_IDS, EVENT_TIME] = [[1, 2], [2], [1, 2], 1];
