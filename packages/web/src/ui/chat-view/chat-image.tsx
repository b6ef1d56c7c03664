import { ExternalLink, ImageOff } from 'lucide-react';
import { MediaChip } from '../payload-view/media-chip.tsx';
import { readMediaReference } from '../payload-view/media-reference.ts';
import { safeHref } from '../safe-href.ts';

/** Pictures inside the payload are shown; those elsewhere stay links, so that opening a trace asks no other server. */
export function ChatImage({ url }: { url: string }) {
  const media = readMediaReference(url);
  if (media !== null) return <MediaChip media={media} />;
  if (/^data:image\/(png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]/i.test(url))
    return <img src={url} alt="In the message" className="max-h-80 max-w-full self-start rounded border border-line" />;
  const href = safeHref(url);
  if (href === null)
    return (
      <span className="inline-flex items-center gap-1.5 text-xs text-faint">
        <ImageOff className="size-3.5" aria-hidden /> Picture in a form that is not shown
      </span>
    );
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex h-6 max-w-full items-center gap-1.5 self-start rounded-sm border border-line-strong px-2 text-xs text-accent-text hover:bg-hover"
    >
      <ExternalLink className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">Picture at {hostOf(href)}</span>
    </a>
  );
}

const hostOf = (href: string): string => new URL(href).host || href;
