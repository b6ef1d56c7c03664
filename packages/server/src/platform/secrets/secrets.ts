import { createHmac, hkdfSync } from 'node:crypto';

/** Keys derived from the instance's SECRET_KEY, one for each purpose, so that no two uses share a key. */
export interface Secrets {
  /** 32 bytes, always the same for a purpose and a SECRET_KEY. */
  derive(purpose: string): Buffer;
  /** HMAC-SHA-256 of the text under the purpose's key: 32 bytes. */
  mac(purpose: string, text: string): Buffer;
}

export function createSecrets(secretKey: string): Secrets {
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', secretKey, 'tidemark', purpose, 32));
    derived.set(purpose, known);
    return known;
  };
  return { derive, mac: (purpose, text) => createHmac('sha256', derive(purpose)).update(text, 'utf8').digest() };
}
