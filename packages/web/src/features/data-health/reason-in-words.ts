/** Reasons are codes in words, such as `request too_large`; names of fields keep their case. */
export function reasonInWords(reason: string): string {
  const text = reason.replaceAll('_', ' ');
  if (/^\S*[A-Z]/.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
