import { describe, expect, it } from 'vitest';
import { readMediaReference, splitMedia } from './media-reference.ts';

const REFERENCE = '@@@langfuseMedia:type=image/png|id=abc-1|source=base64_data_uri@@@';

describe('media references', () => {
  it('are read with type, id and source', () => {
    expect(readMediaReference(REFERENCE)).toEqual({ type: 'image/png', id: 'abc-1', source: 'base64_data_uri' });
  });

  it('are cut out of the text around them', () => {
    expect(splitMedia(`see ${REFERENCE} there`)).toEqual(['see ', readMediaReference(REFERENCE), ' there']);
    expect(splitMedia('nothing here')).toEqual(['nothing here']);
  });

  it('without an id are ordinary text', () => {
    const broken = '@@@langfuseMedia:type=image/png@@@';
    expect(readMediaReference(broken)).toBeNull();
    expect(splitMedia(`a ${broken}`).join('')).toBe(`a ${broken}`);
  });
});
