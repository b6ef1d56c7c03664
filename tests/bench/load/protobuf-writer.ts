const LENGTH_ROOM = 5;

/** Just enough of the protobuf wire format to write telemetry faster than it can be taken in. */
export class ProtobufWriter {
  #bytes = Buffer.allocUnsafe(512 * 1024);
  #at = 0;

  text(field: number, text: string): this {
    this.#room(text.length * 3 + 16);
    this.#varint((field << 3) | 2);
    const length = Buffer.byteLength(text);
    this.#varint(length);
    this.#at += this.#bytes.write(text, this.#at);
    return this;
  }

  bytes(field: number, bytes: Uint8Array): this {
    this.#room(bytes.length + 16);
    this.#varint((field << 3) | 2);
    this.#varint(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  int(field: number, value: number): this {
    this.#room(24);
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  fixed64(field: number, value: bigint): this {
    this.#room(24);
    this.#varint((field << 3) | 1);
    this.#at = this.#bytes.writeBigUInt64LE(value, this.#at);
    return this;
  }

  /** The inner message is written in place behind room for its length, and moved up when that is known. */
  message(field: number, write: (inner: ProtobufWriter) => void): this {
    this.#room(24);
    this.#varint((field << 3) | 2);
    const lengthAt = this.#at;
    this.#at += LENGTH_ROOM;
    write(this);
    const end = this.#at;
    this.#at = lengthAt;
    this.#varint(end - lengthAt - LENGTH_ROOM);
    this.#bytes.copyWithin(this.#at, lengthAt + LENGTH_ROOM, end);
    this.#at += end - lengthAt - LENGTH_ROOM;
    return this;
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.#at++] = (rest % 128) | 128;
    this.#bytes[this.#at++] = rest;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
