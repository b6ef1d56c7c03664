/** One noun in the forms that code needs: `saved-views` is savedViews, SavedView, saved_views, "saved view". */
export interface Names {
  noun: string;
  camel: string;
  Singular: string;
  singular: string;
  table: string;
}

export function namesOf(noun: string): Names {
  const words = noun.split('-');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const singular = noun.endsWith('ies') ? `${noun.slice(0, -3)}y` : noun.slice(0, -1);
  return {
    noun,
    camel: words.map((word, index) => (index === 0 ? word : capital(word))).join(''),
    Singular: singular.split('-').map(capital).join(''),
    singular: singular.replaceAll('-', ' '),
    table: noun.replaceAll('-', '_'),
  };
}
