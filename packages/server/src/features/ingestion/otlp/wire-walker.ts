/** Walks over protobuf bytes without making anything of them. What is not plainly right throws `Unsure`. */
export class WireWalker {
  readonly bytes: Uint8Array;
  at = 0;
  /** Where the innermost message ends. */
  #end: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#end = bytes.length;
  }

  /** Calls for each field of the message that goes up to `end`; what is called has to move over the field's value. */
  message(end: number, field: (number: number, wire: number) => void): void {
    const outer = this.#end;
    this.#end = end;
    while (this.at < end) {
      const tag = this.#small();
      field(tag >>> 3, tag & 7);
    }
    if (this.at !== end) throw new Unsure();
    this.#end = outer;
  }

  /** Reads the length of a text, of bytes or of a message, and answers where it ends. */
  endOf(wire: number): number {
    if (wire !== LENGTH) throw new Unsure();
    const length = this.#small();
    const end = this.at + length;
    if (end > this.#end) throw new Unsure();
    return end;
  }

  /** Moves over a text or bytes and answers how many bytes they are. */
  skipLength(wire: number): number {
    const end = this.endOf(wire);
    const length = end - this.at;
    this.at = end;
    return length;
  }

  skipVarint(wire: number): void {
    if (wire !== VARINT) throw new Unsure();
    for (let read = 0; read < MOST_VARINT_BYTES; read += 1) {
      if (this.at >= this.#end) throw new Unsure();
      if ((this.bytes[this.at++] ?? 0) < 128) return;
    }
    throw new Unsure();
  }

  skipFixed64(wire: number): void {
    if (wire !== FIXED_64 || this.at + 8 > this.#end) throw new Unsure();
    this.at += 8;
  }

  /** Moves over a field that nobody asks for. */
  skipOther(number: number, wire: number): void {
    if (number === 0) throw new Unsure();
    if (wire === LENGTH) this.skipLength(wire);
    else if (wire === VARINT) this.skipVarint(wire);
    else if (wire === FIXED_64) this.skipFixed64(wire);
    else if (wire === FIXED_32 && this.at + 4 <= this.#end) this.at += 4;
    else throw new Unsure();
  }

  /** A number of at most 28 bits: no tag or length of an honest message is larger. */
  #small(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (this.at >= this.#end) throw new Unsure();
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new Unsure();
  }
}

/** Thrown for anything out of the ordinary, whether it is wrong or not: then the bytes have to be decoded. */
export class Unsure extends Error {}

const [VARINT, FIXED_64, LENGTH, FIXED_32] = [0, 1, 2, 5];
const MOST_VARINT_BYTES = 10;
