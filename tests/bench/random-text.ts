const WORDS =
  'order return parcel refund answer customer policy invoice shipping question article tent stove jacket boots warehouse because therefore please within working days confirmed location model context document retrieved summary tokens the a of to and is in for with you we can not'.split(
    ' ',
  );

/** Prose-like text that packs about as well as prose: words, with a number now and then. The same for the same seed. */
export function randomText(characters: number, seed: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = '';
  while (text.length < characters) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const draw = state >>> 8;
    text += `${draw % 7 === 0 ? (draw % 99_991).toString(36) : WORDS[draw % WORDS.length]} `;
  }
  return text.slice(0, characters);
}
