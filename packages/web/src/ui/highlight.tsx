/** Text with every occurrence of the searched words marked, without regard to case. */
export function Highlight({ text, search }: { text: string; search: string }) {
  const wanted = search.toLowerCase();
  if (wanted === '' || !text.toLowerCase().includes(wanted)) return text;
  const parts = split(text, wanted);
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <mark key={index} className="rounded-sm bg-warning/35 text-ink">
        {part}
      </mark>
    ),
  );
}

/** Even places lie between matches, odd places are matches. */
function split(text: string, wanted: string): string[] {
  const folded = text.toLowerCase();
  // A few letters change length when lower-cased; then places would not agree.
  if (folded.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
