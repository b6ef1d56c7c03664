import { pick, skewed } from './random.ts';

const SYLLABLES = 'ra ne to li va mer sol ti con per do na gra les pro mi ster ka vel or den pla qui sta fu'.split(' ');
const VOCABULARY = 4_000;

const CORPUS_LENGTH = 2_000_000;

/** Cuttings of a long text of made-up words, distributed as in a language, so that it packs and indexes as real text does. */
export function proseOf(random: () => number): (length: number) => string {
  const words = Array.from({ length: VOCABULARY }, () => wordOf(random));
  const corpus: string[] = [];
  for (let length = 0; length < CORPUS_LENGTH;) {
    const word = words[skewed(random, VOCABULARY)] ?? '';
    corpus.push(random() < 0.08 ? `${word}.` : word);
    length += word.length + 1;
  }
  const text = corpus.join(' ');
  return (length) => {
    const at = Math.floor(random() * (CORPUS_LENGTH - length));
    return text.slice(at, at + length);
  };
}

function wordOf(random: () => number): string {
  const syllables = 1 + Math.floor(random() * 4);
  return Array.from({ length: syllables }, () => pick(random, SYLLABLES)).join('');
}
